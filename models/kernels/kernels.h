// Fused layers of 8-bit matrices for processors with AVX-512 VNNI or AVX2.
//
// A matrix (N, K) is laid out as [N/64][K/4][64][4], N filled up to 64 with zeros: four numbers
// of 64 rows side by side, in the order in which they are multiplied. What comes in is rounded
// to 8 bits with a scale and a zero point for each row; sums are 32 bits wide, so that nothing
// overflows. Shapes: R rows of width D; B sentences of K beams each; S source places; P target
// places; H heads of width E.
//
// `structures.py` mirrors these structures.

#ifndef INTERLINEAR_KERNELS_H
#define INTERLINEAR_KERNELS_H

#include <stdint.h>

constexpr int64_t PANEL = 64, STEP = 4;  // rows and columns of a matrix that lie side by side
constexpr int64_t WORTH_THREADS = 1 << 17;  // products that are worth waking a thread for
enum { NO_ACTIVATION, RELU, GELU, GELU_TANH, SILU };
enum { POST_NORM, PRE_NORM };
enum { EVERY_HEAD = -1 };

struct Matrix {
    int8_t *values;
    float *scales;  // (N), filled up; as `sums` and `bias`
    int32_t *sums;  // of each row of `values`
    float *bias;    // or NULL
    int64_t height, width;  // N before it was filled up, K
};

// Where the projections of R = B S rows go: y (N / (H E), B, H, S, E).
struct Heads {
    int64_t sentences, places, heads, head_width;
};

struct Norm {
    const float *gain, *bias;  // (D)
    double eps;
};

// One attention: what goes in (queries, keys and values, or queries only) and what comes out.
struct Attention {
    Matrix in, out;
    Norm norm;
    int64_t heads, head_width;
    double scale;
};

struct FeedForward {
    Matrix first, second;
    Norm norm;
    int64_t activation;
};

struct EncoderLayer {
    Attention self;
    FeedForward feed_forward;
    int64_t width, order;
};

// `recurrent`: `self.in` is an SSRU's forget gate above its candidate; `self.out` is unused.
struct DecoderLayer {
    Attention self, cross;
    FeedForward feed_forward;
    int64_t width, order, recurrent;
};

// Rows of 8-bit numbers (V, D), each with a scale, times `factor`.
struct Table {
    const int8_t *values;
    const float *scales;  // (V)
    double factor;
};

// All layers of a side. They are given rows of a table; at the end is a norm unless it has no
// gain.
struct Encoder {
    const EncoderLayer *layers;
    int64_t count;
    Table tokens;
    Norm last;
};

struct Decoder {
    const DecoderLayer *layers;
    int64_t count;
    Table tokens;
    Norm last;
};

// x (B, S, D) comes out. In go rows `ids` (B, S) of the table plus `positions` (S, D) unless
// NULL; where there are no ids it is x itself. mask (B, S) is added to scores, or NULL.
struct EncoderPass {
    const int64_t *ids;
    const float *positions;
    float *x;
    const float *mask;
    int64_t sentences, places, threads;
};

// What a decoder layer has of its own. `cell` (B*K, D) is what an SSRU remembers. G rows share
// their keys and values so far (B*K/G, H, room, E), of which `past` are filled; G more are
// written. Cross-attention's `weights`, rows `apart`, are filled unless NULL: (B*K, H, S), or
// (B*K, S) of one `head` unless that is EVERY_HEAD.
struct LayerPass {
    float *cell;
    float *keys, *values;
    const float *source_keys, *source_values;  // (B, H, S, E)
    float *weights;
    int64_t apart, head, room;
};

// x (B*K, D) comes out; in go `ids` (B*K) plus one position (D), or x, as in an `EncoderPass`.
// `lineage` (B*K, past + G) is added to scores, or NULL.
struct DecoderPass {
    const int64_t *ids;
    const float *position;
    float *x;
    const LayerPass *layers;
    const float *lineage;
    const float *source_mask;  // (B, S) or NULL
    int64_t sentences, beams, sharing, past, source, threads;  // B, K, G, past, S
};

// Rows of 8-bit numbers (V, D) that become a matrix, their scales (V) and biases (V) or NULL.
struct Rows {
    const int8_t *values;
    const float *scales, *bias;
    const int64_t *ids;  // which of them, or NULL for all
};

// How sharp rows become: the mean share of their largest place is at least `least_peak`, with a
// power of at most `most_power`; shares below `least` count as that, and what a source place
// gets in all below `least_column`.
struct Sharpness {
    double least_peak, most_power, least, least_column;
    int64_t halvings;
};

// Where a piece or a word is in its text.
struct Extent {
    int32_t start, end;
};

// The pieces and words of a pair of texts, in their order.
struct Sides {
    const Extent *source, *target, *source_word, *target_word;
    int64_t sources, targets, source_words, target_words;
};

// What a processor has its own copy of. Functions return 0, or 1 where memory is short.
struct Kernels {
    // y (R, N) = act(x W^T + b) for x (R, K), plus row r / `share` of `added` unless NULL.
    int (*linear)(const Matrix *, const float *x, float *y, int64_t rows, int64_t activation,
                  const float *added, int64_t share, int64_t threads);
    // Writes what a matrix of some rows consists of, filled up with zeros.
    int (*lay_out)(const Rows *, const Matrix *, int64_t threads);
    int (*encode)(const Encoder *, const EncoderPass *);
    int (*decode)(const Decoder *, const DecoderPass *);
    // Keys and values y (L, 2, B, H, S, E) of x (B, S, D) for L matrices, keys above values.
    int (*project)(const Matrix *, int64_t count, const float *x, float *y, const Heads *,
                   int64_t threads);
    // Of each row of scores (R, C) the `count` largest, falling, with their columns (R, count),
    // and log(sum(exp)) in `totals` (R) unless NULL.
    int (*rank)(const float *scores, int64_t rows, int64_t width, int64_t count, float *values,
                int64_t *columns, float *totals, int64_t threads);
    // Rows `ids` (R) of a table of 8-bit numbers with a scale for each of its rows, times
    // `factor`, plus row r % `period` of `places` unless NULL: x (R, D).
    int (*embed)(const int8_t *values, const float *scales, const int64_t *ids, int64_t count,
                 int64_t width, double factor, const float *places, int64_t period, float *x);
    // Rows (R, C) of shares, raised to the least power that makes them sharp and sum to 1:
    // `found` (R, C), of which rows without shares are left as they are.
    int (*sharpen)(const float *rows, int64_t count, int64_t width, const Sharpness *,
                   float *found);
    // Rows (T, S) of shares become links of pieces (T, S) and of words (TW, SW); both are zeros.
    int (*link)(const float *rows, const Sides *, const Sharpness *, float *pieces,
                float *words);
};

extern const Kernels kernels_avx512, kernels_avx2;

#endif
