// The functions that a processor has its own copy of, as `kernels.h` wants them.

static int linear_alone(const Matrix *m, const float *x, float *y, int64_t rows,
                        int64_t activation, const float *added, int64_t share,
                        int64_t threads) {
    Room room(Room::rounded(rows, m->width));
    if (room.short_of_memory()) return 1;
    Rounded scratch = room.take_rounded(rows, m->width);
    linear(*m, x, {y, activation, added, share, nullptr}, rows, scratch, threads);
    return 0;
}

// Keys and values of whole rows of x, each rounded once for all matrices.
static int project(const Matrix *matrices, int64_t count, const float *x, float *y,
                   const Heads *heads, int64_t threads) {
    int64_t rows = heads->sentences * heads->places, width = matrices->width;
    Room room(Room::rounded(rows, width));
    if (room.short_of_memory()) return 1;
    Rounded scratch = room.take_rounded(rows, width);
#pragma omp parallel for num_threads(threads) schedule(static) if (rows >= 2 * threads)
    for (int64_t part = 0; part < threads; part++) {
        int64_t from = rows * part / threads, to = rows * (part + 1) / threads;
        Rounded own = {scratch.values + from * width, scratch.scales + from,
                       scratch.zeros + from};
        round_rows(x + from * width, to - from, width, own);
        for (int64_t at = 0; at < count; at++) {
            const Matrix &m = matrices[at];
            Products out = {y + at * rows * m.height, NO_ACTIVATION, nullptr, 1, heads};
            panels(m, 0, panels_of(m), scratch, from, to, out);
        }
    }
    return 0;
}

// A panel of a matrix of some rows: row by row what belongs to it, then its numbers.
static void lay_out_panel(const Rows &rows, const Matrix &m, int64_t number) {
    const int8_t *own[PANEL];
    int64_t first = number * PANEL, left = m.height - first;
    int64_t filled = left < PANEL ? left : PANEL;
    for (int64_t at = 0; at < PANEL; at++) {
        int64_t row = first + at, id = at >= filled ? 0 : rows.ids ? rows.ids[row] : row;
        own[at] = rows.values + id * m.width;
        m.scales[row] = at < filled ? rows.scales[id] : 0;
        if (m.bias) m.bias[row] = at < filled ? rows.bias[id] : 0;
        int32_t sum = 0;
        if (at < filled)
            for (int64_t column = 0; column < m.width; column++) sum += own[at][column];
        m.sums[row] = sum;
    }
    int8_t *panel = m.values + first * m.width;
    if (filled < PANEL) std::memset(panel, 0, PANEL * m.width);
    for (int64_t column = 0; column < m.width; column += STEP)
        for (int64_t at = 0; at < filled; at++)
            std::memcpy(panel + column * PANEL + at * STEP, own[at] + column, STEP);
}

// See `Kernels`.
static int lay_out(const Rows *rows, const Matrix *m, int64_t threads) {
#pragma omp parallel for num_threads(threads) schedule(static) if (threads > 1)
    for (int64_t number = 0; number < panels_of(*m); number++) lay_out_panel(*rows, *m, number);
    return 0;
}

// See `Kernels`.
static int embed(const int8_t *values, const float *scales, const int64_t *ids, int64_t count,
                 int64_t width, double factor, const float *places, int64_t period, float *x) {
    embedded({values, scales, factor}, ids, count, width, places, period, x);
    return 0;
}
