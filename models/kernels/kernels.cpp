// What is called from outside: the kernels of the processor that runs this.

#include "kernels.h"

extern "C" {

// NULL for a processor that has none; `wide` allows AVX-512.
__attribute__((visibility("default"))) const Kernels *interlinear_kernels(int wide) {
#if defined(__x86_64__)
    if (wide && __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
        return &kernels_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return &kernels_avx2;
#endif
    (void)wide;
    return nullptr;
}
}
