// The largest of rows of scores, and the logarithms of their sums of powers.

constexpr int64_t BLOCK = 128;  // scores that are passed over together

inline float most_of(const float *scores, int64_t count) {
    Floats most = all(-INFINITY);
    int64_t at = 0;
    for (; at + LANES <= count; at += LANES) most = larger(most, load(scores + at));
    float found = largest(most);
    for (; at < count; at++) found = scores[at] > found ? scores[at] : found;
    return found;
}

// log(sum(exp(score)))
inline float log_total(const float *scores, int64_t columns) {
    float most = most_of(scores, columns);
    if (!(most > -INFINITY)) return most;
    Floats sum = all(0.0f);
    int64_t at = 0;
    for (; at + LANES <= columns; at += LANES) sum += exponential(load(scores + at) - most);
    float rest = total(sum);
    for (; at < columns; at++) rest += std::exp(scores[at] - most);
    return most + std::log(rest);
}

// Put a score where it belongs among `count` that fall.
inline void put_in(float score, int64_t column, int64_t count, float *values, int64_t *columns) {
    int64_t place = count;
    for (; place > 0 && score > values[place - 1]; place--)
        if (place < count) {
            values[place] = values[place - 1];
            columns[place] = columns[place - 1];
        }
    if (place < count) {
        values[place] = score;
        columns[place] = column;
    }
}

// The `count` largest of a row with at least as many; the first of equal ones comes first.
inline void largest_of_row(const float *scores, int64_t width, int64_t count, float *values,
                           int64_t *columns) {
    for (int64_t filled = 0; filled < count; filled++) {
        values[filled] = -INFINITY;
        columns[filled] = filled;
        put_in(scores[filled], filled, filled + 1, values, columns);
    }
    for (int64_t start = count; start < width; start += BLOCK) {
        int64_t end = start + BLOCK < width ? start + BLOCK : width;
        if (!(most_of(scores + start, end - start) > values[count - 1])) continue;
        for (int64_t at = start; at < end; at++) put_in(scores[at], at, count, values, columns);
    }
}

// See `Kernels`.
static int rank(const float *scores, int64_t rows, int64_t width, int64_t count, float *values,
                int64_t *columns, float *totals, int64_t threads) {
    int64_t parts = rows * width < WORTH_THREADS / 8 ? 1 : threads;
#pragma omp parallel for num_threads(parts) schedule(static) if (parts > 1)
    for (int64_t row = 0; row < rows; row++) {
        const float *own = scores + row * width;
        if (count) largest_of_row(own, width, count, values + row * count, columns + row * count);
        if (totals) totals[row] = log_total(own, width);
    }
    return 0;
}
