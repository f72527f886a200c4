// Products of rows that are rounded to 8 bits and matrices of 8 bits.

// R rows as whole numbers q (R, K): x = scale (q - zero), q from 0 to 255.
struct Rounded {
    Whole *values;
    float *scales;
    int32_t *zeros;
};

// Products with a row in which a number is not finite are no numbers: its scale is none.
inline void round_row(const float *x, int64_t width, Whole *values, float *scale,
                      int32_t *zero) {
    Floats low = all(0.0f), high = all(0.0f), nothing = all(0.0f);
    for (int64_t at = 0; at < width; at += LANES) {
        Floats part = load(x + at);
        low = smaller(low, part);
        high = larger(high, part);
        nothing += part * 0.0f;
    }
    *zero = 0;
    *scale = total(nothing);
    if (!(*scale == 0)) {
        std::memset(values, 0, width * sizeof(Whole));
        return;
    }
    float least = -largest(-low), most = largest(high);
    float step = most > least ? (most - least) / 255.0f : 1.0f;
    float offset = (float)(int32_t)(0.5f - least / step), share = 1.0f / step;
    for (int64_t at = 0; at < width; at += LANES) {
        Floats q = rounded(load(x + at) * share) + offset;
        q = smaller(larger(q, all(0.0f)), all(255.0f));
        Wholes narrow = __builtin_convertvector(__builtin_convertvector(q, Ints), Wholes);
        std::memcpy(values + at, &narrow, sizeof narrow);
    }
    *scale = step;
    *zero = (int32_t)offset;
}

inline void round_rows(const float *x, int64_t rows, int64_t width, const Rounded &found) {
    for (int64_t row = 0; row < rows; row++)
        round_row(x + row * width, width, found.values + row * width, found.scales + row,
                  found.zeros + row);
}

// Where products go: y (R, N), or by `heads` unless NULL, and what is added to row r after the
// activation: row r / `share` of `added`, unless NULL.
struct Products {
    float *y;
    int64_t activation;
    const float *added;
    int64_t share;
    const Heads *heads;

    // What was found for a row's columns from `first` on, PANEL or as many as are left.
    void take(float *found, int64_t row, int64_t first, int64_t height) const {
        if (activation)
            for (int64_t lane = 0; lane < PANEL; lane += LANES)
                store(found + lane, activated(load(found + lane), activation));
        int64_t filled = height - first < PANEL ? height - first : PANEL;
        float *own = y + row * height + first;
        if (heads) {
            divided(found, row, first, filled);
        } else if (added) {
            const float *more = added + row / share * height + first;
            for (int64_t lane = 0; lane < filled; lane++) own[lane] = found[lane] + more[lane];
        } else if (filled < PANEL) {
            std::memcpy(own, found, filled * sizeof(float));
        } else {
            std::memcpy(own, found, PANEL * sizeof(float));
        }
    }

    void divided(const float *found, int64_t row, int64_t first, int64_t filled) const {
        int64_t width = heads->head_width, apart = heads->places * width;
        int64_t sentence = row / heads->places, place = row % heads->places;
        for (int64_t lane = 0; lane < filled; lane += LANES) {
            int64_t head = (first + lane) / width, part = head / heads->heads;
            int64_t before = (part * (heads->sentences - 1) + sentence) * heads->heads + head;
            std::memcpy(y + before * apart + place * width + (first + lane) % width,
                        found + lane, LANES * sizeof(float));
        }
    }
};

// A panel's products with a few rows as floats.
template <int ROWS>
inline void panel(const Matrix &m, int64_t number, const Rounded &x, int64_t row,
                  const Products &out) {
    int32_t sums[ROWS][PANEL] __attribute__((aligned(64)));
    add_products<ROWS>(m.values + number * PANEL * m.width, x.values + row * m.width, m.width,
                       sums);
    int64_t first = number * PANEL;
    for (int at = 0; at < ROWS; at++) {
        float found[PANEL] __attribute__((aligned(64)));
        float scale = x.scales[row + at];
        int32_t zero = x.zeros[row + at];
        for (int64_t lane = 0; lane < PANEL; lane += LANES) {
            Ints sum, own;
            std::memcpy(&sum, sums[at] + lane, sizeof sum);
            std::memcpy(&own, m.sums + first + lane, sizeof own);
            sum -= own * zero;
            Floats one = __builtin_convertvector(sum, Floats) *
                         (load(m.scales + first + lane) * scale);
            asm("" : "+x"(one));  // else some copies of this loop round once, others twice
            store(found + lane, m.bias ? one + load(m.bias + first + lane) : one);
        }
        out.take(found, row + at, first, m.height);
    }
}

// Some panels for rows first..last; a panel stays in the nearest cache while rows pass.
inline void panels(const Matrix &m, int64_t from, int64_t to, const Rounded &x, int64_t first,
                   int64_t last, const Products &out) {
    for (int64_t number = from; number < to; number++) {
        int64_t row = first;
        for (; row + 4 <= last; row += 4) panel<4>(m, number, x, row, out);
        switch (last - row) {
        case 3: panel<3>(m, number, x, row, out); break;
        case 2: panel<2>(m, number, x, row, out); break;
        case 1: panel<1>(m, number, x, row, out); break;
        }
    }
}

inline int64_t panels_of(const Matrix &m) { return (m.height + PANEL - 1) / PANEL; }

// y (R, N) = act(x W^T + b) for x (R, K).
inline void linear(const Matrix &m, const float *x, const Products &out, int64_t rows,
                   const Rounded &scratch, int64_t threads) {
    round_rows(x, rows, m.width, scratch);
    int64_t count = panels_of(m);
    if (threads == 1 || m.height * m.width * rows < WORTH_THREADS) {
        panels(m, 0, count, scratch, 0, rows, out);
        return;
    }
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t part = 0; part < threads; part++)
        panels(m, count * part / threads, count * (part + 1) / threads, scratch, 0, rows, out);
}

inline void linear(const Matrix &m, const float *x, float *y, int64_t rows, int64_t activation,
                   const Rounded &scratch, int64_t threads) {
    linear(m, x, {y, activation, nullptr, 1, nullptr}, rows, scratch, threads);
}
