// From rows of attention to links: the formulas of `link_strength.py` and `alignment.py`.

// ln x of x > 0: x = m 2^n with m around 1, ln m = 2 artanh((m - 1) / (m + 1)), error 1e-9.
inline Floats logarithm(Floats x) {
    Ints bits = (Ints)x;
    Ints power = (bits - 0x3f3504f3) >> 23;  // of sqrt(1/2), the least m
    Floats m = (Floats)(bits - (power << 23));
    Floats t = (m - 1.0f) / (m + 1.0f), square = t * t;
    Floats sum = square * (1.0f / 9) + 1.0f / 7;
    sum = sum * square + 1.0f / 5;
    sum = sum * square + 1.0f / 3;
    sum = sum * square + 1.0f;
    return 2.0f * t * sum + __builtin_convertvector(power, Floats) * 0.693147181f;
}

// Logarithms of a row by its largest number `most`, filled up with places that count nothing.
inline void shares_of(const float *row, float most, int64_t width, int64_t filled, float least,
                      float *logs) {
    for (int64_t at = 0; at < width; at++) logs[at] = row[at] / most;
    for (int64_t at = 0; at < width; at += LANES)
        store(logs + at, logarithm(larger(load(logs + at), all(least))));
    for (int64_t at = width; at < filled; at++) logs[at] = -INFINITY;
}

// Mean share of the largest place of rows (R, filled) that are raised to a power.
inline float peak_of(const float *logs, int64_t rows, int64_t filled, float power) {
    float peaks = 0;
    for (int64_t row = 0; row < rows; row++) {
        Floats sum = all(0.0f);
        for (int64_t at = 0; at < filled; at += LANES)
            sum += exponential(load(logs + row * filled + at) * power);
        peaks += 1 / total(sum);
    }
    return peaks / rows;
}

// The smallest power, within `halvings` of the range, that gives rows the peak they need.
inline float power_of(const float *logs, int64_t rows, int64_t filled, const Sharpness &how) {
    float least = 1, most = (float)how.most_power;
    if (peak_of(logs, rows, filled, least) >= how.least_peak) return least;
    for (int64_t turn = 0; turn < how.halvings; turn++) {
        float middle = std::sqrt(least * most);
        (peak_of(logs, rows, filled, middle) >= how.least_peak ? most : least) = middle;
    }
    return most;
}

// A row's numbers raised to a power, which sum to 1; what is 0 stays so.
inline void raise_row(const float *row, const float *logs, int64_t width, float power,
                      float *found) {
    float sum = 0;
    for (int64_t at = 0; at < width; at += LANES) {
        float part[LANES];
        store(part, exponential(load(logs + at) * power));
        for (int64_t lane = 0; lane < LANES && at + lane < width; lane++)
            sum += found[at + lane] = row[at + lane] > 0 ? part[lane] : 0;
    }
    for (int64_t at = 0; at < width; at++) found[at] /= sum;
}

// See `Kernels`.
static int sharpen(const float *rows, int64_t count, int64_t width, const Sharpness *how,
                   float *found) {
    int64_t filled = (width + LANES - 1) / LANES * LANES, used = 0;
    Room room(Room::size<float>(count * filled) + Room::size<int64_t>(count));
    if (room.short_of_memory()) return 1;
    float *logs = room.take<float>(count * filled);
    int64_t *which = room.take<int64_t>(count);
    for (int64_t row = 0; row < count; row++) {
        float most = 0;
        for (int64_t at = 0; at < width; at++)
            most = rows[row * width + at] > most ? rows[row * width + at] : most;
        if (!(most > (float)how->least)) continue;
        shares_of(rows + row * width, most, width, filled, (float)how->least,
                  logs + used * filled);
        which[used++] = row;
    }
    if (!used) return 0;
    float power = power_of(logs, used, filled, *how);
    for (int64_t at = 0; at < used; at++)
        raise_row(rows + which[at] * width, logs + at * filled, width, power,
                  found + which[at] * width);
    return 0;
}

// Code points first..last - 1 of a text; a piece that stands for none is empty.
inline bool is_text(Extent piece) { return piece.start < piece.end; }

// Which share of a piece's code points lies in a word.
inline float share_of(Extent piece, Extent word) {
    int32_t end = piece.end < word.end ? piece.end : word.end;
    int32_t start = piece.start > word.start ? piece.start : word.start;
    return end > start ? (float)(end - start) / (piece.end - piece.start) : 0;
}

// What rows (T, S) give to pieces that stand for text, in `inside`; a row with less than half of
// the pair's usual share of it has that much weight in `weights` (T).
inline void look_inside(const float *rows, const Sides &sides, float least, float *inside,
                        float *weights) {
    int64_t width = sides.sources, used = 0;
    float usual = 0;
    for (int64_t row = 0; row < sides.targets; row++) {
        float whole = 0, part = 0;
        bool reads = is_text(sides.target[row]);
        for (int64_t at = 0; at < width; at++) {
            float share = rows[row * width + at];
            float kept = reads && is_text(sides.source[at]) ? share : 0;
            inside[row * width + at] = kept;
            whole += share;
            part += kept;
        }
        weights[row] = part / (whole > least ? whole : least);
        if (reads) usual += weights[row], used++;
    }
    usual = used ? usual / used : 0;
    for (int64_t row = 0; row < sides.targets; row++) {
        float weight = 2 * weights[row] / (usual > least ? usual : least);
        weights[row] = weight < 1 ? weight : 1;
    }
}

// The mean of what rows (T, S) give and of their share of all that a place gets.
inline void balance(float *rows, int64_t count, int64_t width, float least_column) {
    for (int64_t at = 0; at < width; at++) {
        float sum = 0;
        for (int64_t row = 0; row < count; row++) sum += rows[row * width + at];
        float column = sum > least_column ? sum : least_column;
        for (int64_t row = 0; row < count; row++) {
            float own = rows[row * width + at];
            rows[row * width + at] = (own + own / column) / 2;
        }
    }
}

// Sums over the pieces of source words and means over those of target words (Kobayashi et al.
// 2020); `words` (TW, SW) are zeros, `sums` is room for SW.
inline void by_words(const float *pieces, const Sides &sides, float *words, float *sums) {
    int64_t width = sides.source_words;
    for (int64_t word = 0; word < sides.target_words; word++) {
        float *own = words + word * width, whole = 0;
        for (int64_t row = 0; row < sides.targets; row++) {
            float share = share_of(sides.target[row], sides.target_word[word]);
            if (share == 0) continue;
            whole += share;
            for (int64_t at = 0; at < width; at++) sums[at] = 0;
            for (int64_t piece = 0, at = 0; piece < sides.sources; piece++) {
                Extent source = sides.source[piece];
                while (at < width && sides.source_word[at].end <= source.start) at++;
                for (int64_t each = at;
                     each < width && sides.source_word[each].start < source.end; each++)
                    sums[each] += pieces[row * sides.sources + piece] *
                                  share_of(source, sides.source_word[each]);
            }
            for (int64_t at = 0; at < width; at++) own[at] += share * sums[at];
        }
        for (int64_t at = 0; at < width; at++) own[at] /= whole > 1e-9f ? whole : 1e-9f;
    }
}

// See `Kernels`.
static int link(const float *rows, const Sides *sides, const Sharpness *how, float *pieces,
                float *words) {
    int64_t count = sides->targets, width = sides->sources;
    Room room(Room::size<float>(count * width) + Room::size<float>(count) +
              Room::size<float>(sides->source_words));
    if (room.short_of_memory()) return 1;
    float *inside = room.take<float>(count * width), *weights = room.take<float>(count);
    float *sums = room.take<float>(sides->source_words);
    look_inside(rows, *sides, (float)how->least, inside, weights);
    if (sharpen(inside, count, width, how, pieces)) return 1;
    for (int64_t at = 0; at < count * width; at++) pieces[at] *= weights[at / width];
    by_words(pieces, *sides, words, sums);
    balance(pieces, count, width, (float)how->least_column);
    balance(words, sides->target_words, sides->source_words, (float)how->least_column);
    return 0;
}
