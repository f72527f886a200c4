// Layers of a Transformer (Vaswani et al. 2017) and of a student with SSRU (Kim et al. 2019).

inline int64_t largest_of(int64_t a, int64_t b) { return a > b ? a : b; }

// Memory for one pass, taken at once and handed out in pieces of whole cache lines.
class Room {
public:
    explicit Room(size_t bytes) : base_(static_cast<char *>(std::malloc(bytes + 64))) {
        next_ = base_ + (64 - reinterpret_cast<uintptr_t>(base_) % 64) % 64;
    }
    ~Room() { std::free(base_); }
    Room(const Room &) = delete;
    Room &operator=(const Room &) = delete;
    bool short_of_memory() const { return base_ == nullptr; }

    template <typename Kind> Kind *take(int64_t count) {
        char *found = next_;
        next_ += size<Kind>(count);
        return reinterpret_cast<Kind *>(found);
    }

    template <typename Kind> static size_t size(int64_t count) {
        return (count * sizeof(Kind) + 63) / 64 * 64;
    }

    static size_t rounded(int64_t rows, int64_t width) {
        return size<Whole>(rows * width) + 2 * size<float>(rows);
    }

    Rounded take_rounded(int64_t rows, int64_t width) {
        return {take<Whole>(rows * width), take<float>(rows), take<int32_t>(rows)};
    }

private:
    char *base_, *next_;
};

// See `Kernels::embed`.
inline void embedded(const Table &table, const int64_t *ids, int64_t count, int64_t width,
                     const float *positions, int64_t period, float *x) {
    for (int64_t row = 0; row < count; row++) {
        const int8_t *own = table.values + ids[row] * width;
        const float *position = positions ? positions + row % period * width : nullptr;
        float scale = table.scales[ids[row]] * (float)table.factor;
        for (int64_t at = 0; at < width; at += LANES) {
            Bytes bytes;
            std::memcpy(&bytes, own + at, sizeof bytes);
            Floats found = __builtin_convertvector(bytes, Floats) * scale;
            store(x + row * width + at, position ? found + load(position + at) : found);
        }
    }
}

inline void normalized(const Norm &norm, const float *x, float *y, int64_t width) {
    Floats sum = all(0.0f), squares = all(0.0f);
    for (int64_t at = 0; at < width; at += LANES) sum += load(x + at);
    float mean = total(sum) / width;
    for (int64_t at = 0; at < width; at += LANES) {
        Floats apart = load(x + at) - mean;
        squares += apart * apart;
    }
    float share = 1.0f / std::sqrt(total(squares) / width + (float)norm.eps);
    for (int64_t at = 0; at < width; at += LANES) {
        Floats found = (load(x + at) - mean) * share;
        store(y + at, found * load(norm.gain + at) + load(norm.bias + at));
    }
}

inline void normalized(const Norm &norm, const float *x, float *y, int64_t rows,
                       int64_t width) {
    for (int64_t row = 0; row < rows; row++)
        normalized(norm, x + row * width, y + row * width, width);
}

// What a sublayer is given: x itself, or with PRE_NORM its norm, written to `y`.
inline const float *given(const Norm &norm, int64_t order, const float *x, float *y,
                          int64_t rows, int64_t width) {
    if (order == POST_NORM) return x;
    normalized(norm, x, y, rows, width);
    return y;
}

// x + y, with POST_NORM its norm.
inline void taken_in(const Norm &norm, int64_t order, float *x, const float *y, int64_t rows,
                     int64_t width) {
    for (int64_t row = 0; row < rows; row++) {
        float *own = x + row * width;
        for (int64_t at = 0; at < width; at += LANES)
            store(own + at, load(own + at) + load(y + row * width + at));
        if (order == POST_NORM) normalized(norm, own, own, width);
    }
}

// Weights of `count` scores in their place; room after them up to LANES is used.
inline void softmax(float *scores, int64_t count) {
    for (int64_t at = count; at % LANES; at++) scores[at] = -INFINITY;
    Floats most = all(-INFINITY), sum = all(0.0f);
    for (int64_t at = 0; at < count; at += LANES) most = larger(most, load(scores + at));
    float top = largest(most);
    for (int64_t at = 0; at < count; at += LANES) {
        Floats weight = exponential(load(scores + at) - top);
        sum += weight;
        store(scores + at, weight);
    }
    float share = 1.0f / total(sum);
    for (int64_t at = 0; at < count; at += LANES) store(scores + at, load(scores + at) * share);
}

// Sums of values (P, E), `stride` apart, by their weights (QUERIES, P), `apart` from each other.
template <int QUERIES>
inline void weighted(const float *weights, int64_t apart, const float *values, int64_t count,
                     int64_t stride, int64_t width, float *context, int64_t out) {
    for (int64_t at = 0; at < width; at += 2 * LANES) {
        bool two = at + LANES < width;
        Floats low[QUERIES] = {}, high[QUERIES] = {};
        for (int64_t place = 0; place < count; place++) {
            const float *value = values + place * stride + at;
            Floats first = load(value), second = two ? load(value + LANES) : first;
            for (int one = 0; one < QUERIES; one++) {
                low[one] += weights[one * apart + place] * first;
                high[one] += weights[one * apart + place] * second;
            }
        }
        for (int one = 0; one < QUERIES; one++) {
            store(context + one * out + at, low[one]);
            if (two) store(context + one * out + at + LANES, high[one]);
        }
    }
}

// One query (E) over keys and values (P, E); `scores` is room for P, `mask` (P) may be NULL.
inline void attend(const float *query, const float *keys, const float *values,
                   const float *mask, int64_t count, int64_t width, float scale, float *scores,
                   float *context) {
    for (int64_t place = 0; place < count; place++) {
        Floats sum = all(0.0f);
        for (int64_t at = 0; at < width; at += LANES)
            sum += load(query + at) * load(keys + place * width + at);
        scores[place] = total(sum) * scale;
    }
    if (mask)
        for (int64_t place = 0; place < count; place++) scores[place] += mask[place];
    softmax(scores, count);
    weighted<1>(scores, 0, values, count, width, width, context, 0);
}

// act(x W1^T) W2^T of rows (R, D) into `y`.
inline void feed_forward(const FeedForward &part, const float *x, float *y, float *inner,
                         int64_t rows, const Rounded &scratch, int64_t threads) {
    linear(part.first, x, inner, rows, part.activation, scratch, threads);
    linear(part.second, inner, y, rows, NO_ACTIVATION, scratch, threads);
}
