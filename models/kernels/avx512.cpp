// The kernels for processors with AVX-512 VNNI: four products are added in one instruction.

#include "kernels.h"

#if defined(__x86_64__)

#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma")
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <immintrin.h>

namespace {
#define LANES 16
typedef uint8_t Whole;
typedef uint8_t Wholes __attribute__((vector_size(LANES)));

// Written out, because compilers move every sum to another register and back in each turn.
inline void add_four(__m512i &sum, __m512i numbers, __m512i part) {
    asm("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(numbers), "v"(part));
}

// The sums (ROWS, PANEL) of a panel of 8-bit numbers with rows of `width` whole numbers.
template <int ROWS>
inline void add_products(const int8_t *panel, const Whole *x, int64_t width,
                         int32_t (*found)[PANEL]) {
    __m512i sums[ROWS][4];
#pragma GCC unroll 6
    for (int row = 0; row < ROWS; row++)
#pragma GCC unroll 4
        for (int part = 0; part < 4; part++) sums[row][part] = _mm512_setzero_si512();
    for (int64_t at = 0; at < width; at += STEP, panel += PANEL * STEP) {
        __m512i parts[4];
        for (int part = 0; part < 4; part++)
            parts[part] = _mm512_loadu_si512(panel + part * 64);
#pragma GCC unroll 6
        for (int row = 0; row < ROWS; row++) {
            int32_t four;
            std::memcpy(&four, x + row * width + at, sizeof four);
            __m512i numbers = _mm512_set1_epi32(four);
#pragma GCC unroll 4
            for (int part = 0; part < 4; part++)
                add_four(sums[row][part], numbers, parts[part]);
        }
    }
#pragma GCC unroll 6
    for (int row = 0; row < ROWS; row++)
#pragma GCC unroll 4
        for (int part = 0; part < 4; part++)
            _mm512_store_si512(found[row] + part * 16, sums[row][part]);
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

const Kernels kernels_avx512 = {linear_alone, lay_out, encode, decode, project, rank,
                                embed, sharpen, link};

#endif
