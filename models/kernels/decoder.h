// A decoder layer, one place further for every row.

// What a row's own mixer, the SSRU, remembers and gives: c = f c + (1 - f) n, relu(c).
inline void recurred(const float *joint, float *cell, float *found, int64_t rows,
                     int64_t width) {
    for (int64_t row = 0; row < rows; row++) {
        const float *forget = joint + row * 2 * width, *candidate = forget + width;
        for (int64_t at = 0; at < width; at += LANES) {
            Floats share = sigmoid(load(forget + at)), fresh = load(candidate + at);
            Floats kept = fresh + share * (load(cell + row * width + at) - fresh);
            store(cell + row * width + at, kept);
            store(found + row * width + at, larger(all(0.0f), kept));
        }
    }
}

// Buffers of one pass over R rows.
struct Buffers {
    float *joint, *normed, *context, *found, *scores;
    Rounded rounded;
};

// Rows from..to of a pass look at the places so far of those that they share them with.
inline void look_back(const Attention &part, const DecoderPass &pass, const LayerPass &layer,
                      int64_t from, int64_t to, const Buffers &own) {
    int64_t width = part.head_width, inner = part.heads * width;
    int64_t sharing = pass.sharing, places = pass.past + sharing;
    for (int64_t first = from; first < to; first += sharing)
        for (int64_t head = 0; head < part.heads; head++) {
            int64_t start = (first / sharing * part.heads + head) * layer.room * width;
            float *keys = layer.keys + start, *values = layer.values + start;
            float *joint = own.joint + (first - from) * 3 * inner + head * width;
            for (int64_t at = 0; at < sharing; at++) {
                const float *fresh = joint + at * 3 * inner;
                std::memcpy(keys + (pass.past + at) * width, fresh + inner, width * 4);
                std::memcpy(values + (pass.past + at) * width, fresh + 2 * inner, width * 4);
            }
            for (int64_t row = first; row < first + sharing; row++)
                attend(joint + (row - first) * 3 * inner, keys, values,
                       pass.lineage ? pass.lineage + row * places : nullptr, places, width,
                       part.scale, own.scores,
                       own.context + (row - from) * inner + head * width);
        }
}

// Rows from..to of a pass look at the source of their sentence.
inline void look_across(const Attention &part, const DecoderPass &pass, const LayerPass &layer,
                        int64_t from, int64_t to, const Buffers &own) {
    int64_t width = part.head_width, inner = part.heads * width, source = pass.source;
    for (int64_t row = from; row < to; row++) {
        int64_t sentence = row / pass.beams;
        const float *mask = pass.source_mask ? pass.source_mask + sentence * source : nullptr;
        for (int64_t head = 0; head < part.heads; head++) {
            int64_t start = (sentence * part.heads + head) * source * width;
            int64_t at = (row - from) * inner + head * width;
            attend(own.joint + at, layer.source_keys + start, layer.source_values + start,
                   mask, source, width, part.scale, own.scores, own.context + at);
            if (!layer.weights || (layer.head != EVERY_HEAD && layer.head != head)) continue;
            int64_t place = layer.head == EVERY_HEAD ? head * source : 0;
            std::memcpy(layer.weights + row * layer.apart + place, own.scores, source * 4);
        }
    }
}

inline void decode_layer(const DecoderLayer &layer, const DecoderPass &pass,
                         const LayerPass &its, int64_t from, int64_t to, const Buffers &own,
                         int64_t threads) {
    const Attention &self = layer.self, &cross = layer.cross;
    const FeedForward &last = layer.feed_forward;
    int64_t width = layer.width, rows = to - from;
    float *x = pass.x + from * width;
    const float *in = given(self.norm, layer.order, x, own.normed, rows, width);
    linear(self.in, in, own.joint, rows, NO_ACTIVATION, own.rounded, threads);
    if (layer.recurrent) {
        recurred(own.joint, its.cell + from * width, own.found, rows, width);
    } else {
        look_back(self, pass, its, from, to, own);
        linear(self.out, own.context, own.found, rows, NO_ACTIVATION, own.rounded, threads);
    }
    taken_in(self.norm, layer.order, x, own.found, rows, width);

    in = given(cross.norm, layer.order, x, own.normed, rows, width);
    linear(cross.in, in, own.joint, rows, NO_ACTIVATION, own.rounded, threads);
    look_across(cross, pass, its, from, to, own);
    linear(cross.out, own.context, own.found, rows, NO_ACTIVATION, own.rounded, threads);
    taken_in(cross.norm, layer.order, x, own.found, rows, width);

    in = given(last.norm, layer.order, x, own.normed, rows, width);
    feed_forward(last, in, own.found, own.joint, rows, own.rounded, threads);
    taken_in(last.norm, layer.order, x, own.found, rows, width);
}

// Rows from..to of a pass, which are whole sentences, their matrices shared by `threads`.
inline int decode_some(const Decoder &decoder, const DecoderPass &pass, int64_t from,
                       int64_t to, int64_t threads) {
    int64_t width = decoder.layers->width, rows = to - from, inner = 0, wide = 0, high = 0;
    for (int64_t at = 0; at < decoder.count; at++) {
        const DecoderLayer &layer = decoder.layers[at];
        inner = largest_of(inner, layer.self.heads * layer.self.head_width);
        inner = largest_of(inner, layer.cross.heads * layer.cross.head_width);
        wide = largest_of(wide, layer.feed_forward.first.height);
        high = largest_of(high, layer.self.in.height);
    }
    int64_t most = largest_of(wide, largest_of(width, inner)), joint = largest_of(most, high);
    int64_t places = largest_of(pass.past + pass.sharing, pass.source) + LANES;
    Room room(Room::size<float>(rows * joint) + 2 * Room::size<float>(rows * width) +
              Room::size<float>(rows * inner) + Room::size<float>(places) +
              Room::rounded(rows, most));
    if (room.short_of_memory()) return 1;
    Buffers own = {room.take<float>(rows * joint), room.take<float>(rows * width),
                   room.take<float>(rows * inner), room.take<float>(rows * width),
                   room.take<float>(places),       room.take_rounded(rows, most)};
    float *x = pass.x + from * width;
    if (pass.ids) embedded(decoder.tokens, pass.ids + from, rows, width, pass.position, 1, x);
    for (int64_t at = 0; at < decoder.count; at++)
        decode_layer(decoder.layers[at], pass, pass.layers[at], from, to, own, threads);
    if (decoder.last.gain) normalized(decoder.last, x, x, rows, width);
    return 0;
}

// Enough rows for all threads are divided among them; few share every matrix.
inline int decode(const Decoder *decoder, const DecoderPass *pass) {
    int64_t sentences = pass->sentences, beams = pass->beams, parts = pass->threads;
    if (sentences < parts || sentences * beams < 4 * parts)
        return decode_some(*decoder, *pass, 0, sentences * beams, parts);
    int failed = 0;
#pragma omp parallel for num_threads(parts) schedule(static) reduction(| : failed)
    for (int64_t part = 0; part < parts; part++)
        failed |= decode_some(*decoder, *pass, sentences * part / parts * beams,
                              sentences * (part + 1) / parts * beams, 1);
    return failed;
}
