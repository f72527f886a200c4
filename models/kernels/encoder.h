// An encoder layer over sentences of S places.

// Keys (S, E), `stride` apart, as (E, filled-up S): places side by side.
inline void turned(const float *keys, int64_t places, int64_t stride, int64_t width,
                   int64_t filled, float *columns) {
    for (int64_t at = 0; at < width; at++) {
        for (int64_t place = 0; place < places; place++)
            columns[at * filled + place] = keys[place * stride + at];
        for (int64_t place = places; place < filled; place++) columns[at * filled + place] = 0;
    }
}

// Scores of QUERIES queries, `stride` apart, over all places.
template <int QUERIES>
inline void scored(const float *query, int64_t stride, const float *columns, int64_t width,
                   int64_t filled, float scale, float *scores) {
    for (int64_t place = 0; place < filled; place += LANES) {
        Floats sums[QUERIES] = {};
        for (int64_t at = 0; at < width; at++) {
            Floats column = load(columns + at * filled + place);
            for (int one = 0; one < QUERIES; one++) sums[one] += query[one * stride + at] * column;
        }
        for (int one = 0; one < QUERIES; one++)
            store(scores + one * filled + place, sums[one] * scale);
    }
}

// One head of one sentence: all places look at all; `joint` (S, 3 H E) holds what was projected.
inline void attend_all(const Attention &part, const float *joint, const float *mask,
                       int64_t places, int64_t head, float *columns, float *scores,
                       float *context) {
    int64_t width = part.head_width, inner = part.heads * width, stride = 3 * inner;
    int64_t filled = (places + LANES - 1) / LANES * LANES;
    const float *queries = joint + head * width;
    turned(queries + inner, places, stride, width, filled, columns);
    const float *values = queries + 2 * inner;
    for (int64_t first = 0; first < places;) {
        const float *query = queries + first * stride;
        float *own = context + first * inner + head * width;
        bool several = places - first >= 4;
        if (several)
            scored<4>(query, stride, columns, width, filled, part.scale, scores);
        else
            scored<1>(query, stride, columns, width, filled, part.scale, scores);
        for (int64_t one = 0; one < (several ? 4 : 1); one++) {
            float *row = scores + one * filled;
            if (mask)
                for (int64_t place = 0; place < places; place++) row[place] += mask[place];
            softmax(row, places);
        }
        if (several)
            weighted<4>(scores, filled, values, places, stride, width, own, inner);
        else
            weighted<1>(scores, filled, values, places, stride, width, own, inner);
        first += several ? 4 : 1;
    }
}

// Room for R rows in sentences of S places to pass through an encoder.
class EncoderRoom {
public:
    EncoderRoom(const Encoder &encoder, int64_t rows, int64_t places, int64_t threads)
        : EncoderRoom(sizes_of(encoder, rows, places), threads) {}

    bool short_of_memory() const { return room_.short_of_memory(); }

    float *joint, *normed, *context, *found;
    float *heads(int64_t thread) const { return heads_ + thread * own_; }  // columns and scores
    Rounded rounded;

private:
    struct Sizes {
        int64_t rows, width, inner, joint, most, own;
    };

    static Sizes sizes_of(const Encoder &encoder, int64_t rows, int64_t places) {
        int64_t width = encoder.layers->width, inner = 0, wide = 0, head_width = 0;
        for (int64_t at = 0; at < encoder.count; at++) {
            const Attention &self = encoder.layers[at].self;
            inner = largest_of(inner, self.heads * self.head_width);
            head_width = largest_of(head_width, self.head_width);
            wide = largest_of(wide, encoder.layers[at].feed_forward.first.height);
        }
        int64_t most = largest_of(wide, largest_of(width, inner));
        int64_t filled = (places + LANES - 1) / LANES * LANES;
        return {rows, width, inner, largest_of(3 * inner, wide), most,
                (head_width + 4) * filled};
    }

    EncoderRoom(const Sizes &sizes, int64_t threads)
        : room_(Room::size<float>(sizes.rows * sizes.joint) +
                2 * Room::size<float>(sizes.rows * sizes.width) +
                Room::size<float>(sizes.rows * sizes.inner) +
                Room::size<float>(sizes.own * threads) +
                Room::rounded(sizes.rows, sizes.most)),
          own_(sizes.own) {
        if (short_of_memory()) return;
        joint = room_.take<float>(sizes.rows * sizes.joint);
        normed = room_.take<float>(sizes.rows * sizes.width);
        context = room_.take<float>(sizes.rows * sizes.inner);
        found = room_.take<float>(sizes.rows * sizes.width);
        heads_ = room_.take<float>(sizes.own * threads);
        rounded = room_.take_rounded(sizes.rows, sizes.most);
    }

    Room room_;
    float *heads_;
    int64_t own_;
};

// All heads of so many sentences, from `from` on of the pass; their tasks are divided.
inline void look_around(const Attention &self, const EncoderPass &pass, int64_t from,
                        int64_t sentences, const EncoderRoom &own, int64_t threads) {
    int64_t places = pass.places, inner = self.heads * self.head_width;
    int64_t filled = (places + LANES - 1) / LANES * LANES, tasks = sentences * self.heads;
#pragma omp parallel for num_threads(threads) schedule(static) if (threads > 1)
    for (int64_t part = 0; part < threads; part++) {
        float *columns = own.heads(part);
        for (int64_t task = tasks * part / threads; task < tasks * (part + 1) / threads; task++) {
            int64_t sentence = task / self.heads;
            const float *mask = pass.mask ? pass.mask + (from + sentence) * places : nullptr;
            attend_all(self, own.joint + sentence * places * 3 * inner, mask, places,
                       task % self.heads, columns, columns + self.head_width * filled,
                       own.context + sentence * places * inner);
        }
    }
}

inline void encode_layer(const EncoderLayer &layer, const EncoderPass &pass, int64_t from,
                         int64_t to, const EncoderRoom &own, int64_t threads) {
    const Attention &self = layer.self;
    const FeedForward &last = layer.feed_forward;
    int64_t width = layer.width, rows = (to - from) * pass.places;
    float *x = pass.x + from * pass.places * width;
    const float *in = given(self.norm, layer.order, x, own.normed, rows, width);
    linear(self.in, in, own.joint, rows, NO_ACTIVATION, own.rounded, threads);
    look_around(self, pass, from, to - from, own, threads);
    linear(self.out, own.context, own.found, rows, NO_ACTIVATION, own.rounded, threads);
    taken_in(self.norm, layer.order, x, own.found, rows, width);

    in = given(last.norm, layer.order, x, own.normed, rows, width);
    feed_forward(last, in, own.found, own.joint, rows, own.rounded, threads);
    taken_in(last.norm, layer.order, x, own.found, rows, width);
}

// Sentences from..to of a pass, their matrices shared by `threads`.
inline void encode_some(const Encoder &encoder, const EncoderPass &pass, int64_t from,
                        int64_t to, const EncoderRoom &own, int64_t threads) {
    int64_t places = pass.places, width = encoder.layers->width, rows = (to - from) * places;
    float *x = pass.x + from * places * width;
    if (pass.ids)
        embedded(encoder.tokens, pass.ids + from * places, rows, width, pass.positions, places,
                 x);
    for (int64_t at = 0; at < encoder.count; at++)
        encode_layer(encoder.layers[at], pass, from, to, own, threads);
    if (encoder.last.gain) normalized(encoder.last, x, x, rows, width);
}

// Rows that pass through all layers together: what they become stays in the nearer caches.
constexpr int64_t TOGETHER = 64;

// Enough sentences for all threads are divided among them; few share every matrix.
inline int encode(const Encoder *encoder, const EncoderPass *pass) {
    int64_t sentences = pass->sentences, places = pass->places, threads = pass->threads;
    if (sentences < 2 * threads) {
        EncoderRoom room(*encoder, sentences * places, places, threads);
        if (room.short_of_memory()) return 1;
        encode_some(*encoder, *pass, 0, sentences, room, threads);
        return 0;
    }
    int64_t few = TOGETHER / places, some = sentences / (2 * threads);
    int64_t each = largest_of(1, few < some ? few : some), failed = 0;
#pragma omp parallel num_threads(threads) reduction(| : failed)
    {
        EncoderRoom room(*encoder, each * places, places, 1);
        failed |= room.short_of_memory();
#pragma omp for schedule(dynamic)
        for (int64_t from = 0; from < sentences; from += each) {
            int64_t to = from + each < sentences ? from + each : sentences;
            if (!room.short_of_memory()) encode_some(*encoder, *pass, from, to, room, 1);
        }
    }
    return failed;
}
