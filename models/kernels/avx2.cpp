// The kernels for processors with AVX2: numbers are widened to 16 bits, so that no sum overflows.

#include "kernels.h"

#if defined(__x86_64__)

#pragma GCC target("avx2,fma")
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <immintrin.h>

namespace {
#define LANES 8
typedef int16_t Whole;
typedef int16_t Wholes __attribute__((vector_size(LANES * 2)));

// Sums of 16 rows of a panel as pairs, put together: [a0 a0' a1 a1' ...] -> [a0 a1 ...].
inline void put_together(const __m256i *pairs, int32_t *found) {
    for (int half = 0; half < 2; half++) {
        __m256i sums = _mm256_hadd_epi32(pairs[2 * half], pairs[2 * half + 1]);
        sums = _mm256_permute4x64_epi64(sums, 0xD8);
        _mm256_store_si256((__m256i *)(found + 8 * half), sums);
    }
}

// The sums (ROWS, PANEL) of a panel of 8-bit numbers with rows of `width` whole numbers.
template <int ROWS>
inline void add_products(const int8_t *panel, const Whole *x, int64_t width,
                         int32_t (*found)[PANEL]) {
    for (int block = 0; block < PANEL / 16; block++) {
        const int8_t *own = panel + block * 64;
        __m256i sums[ROWS][4] = {};
        for (int64_t at = 0; at < width; at += STEP, own += PANEL * STEP) {
            __m256i parts[4];
            for (int part = 0; part < 4; part++) {
                __m128i bytes = _mm_loadu_si128((const __m128i *)(own + part * 16));
                parts[part] = _mm256_cvtepi8_epi16(bytes);
            }
            for (int row = 0; row < ROWS; row++) {
                long long four;
                std::memcpy(&four, x + row * width + at, sizeof four);
                __m256i numbers = _mm256_set1_epi64x(four);
                for (int part = 0; part < 4; part++)
                    sums[row][part] = _mm256_add_epi32(sums[row][part],
                                                       _mm256_madd_epi16(numbers, parts[part]));
            }
        }
        for (int row = 0; row < ROWS; row++) put_together(sums[row], found[row] + block * 16);
    }
}

#include "vectors.h"
#include "matrices.h"
#include "layers.h"
#include "encoder.h"
#include "decoder.h"
#include "ranks.h"
#include "links.h"
#include "interface.h"
}

const Kernels kernels_avx2 = {linear_alone, lay_out, encode, decode, project, rank,
                                embed, sharpen, link};

#endif
