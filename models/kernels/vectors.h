// Vectors of floats as wide as the processor's, and the functions of them that layers need.
// What includes this file has defined LANES.

typedef float Floats __attribute__((vector_size(LANES * 4)));
typedef int32_t Ints __attribute__((vector_size(LANES * 4)));
typedef int8_t Bytes __attribute__((vector_size(LANES)));

inline Floats load(const float *at) {
    Floats found;
    std::memcpy(&found, at, sizeof found);
    return found;
}

inline void store(float *at, Floats value) { std::memcpy(at, &value, sizeof value); }

inline Floats all(float value) { return value - Floats{}; }

// The second of two unless both are numbers; so does `smaller`.
inline Floats larger(Floats a, Floats b) { return a > b ? a : b; }

inline Floats smaller(Floats a, Floats b) { return a < b ? a : b; }

typedef float Eight __attribute__((vector_size(32)));
typedef float Four __attribute__((vector_size(16)));

template <typename Half, typename Whole> inline Half half_of(Whole value, int which) {
    Half halves[2];
    std::memcpy(halves, &value, sizeof value);
    return halves[which];
}

// Halves added until one number is left: the other order would wait for every addition.
inline float total(Four value) { return (value[0] + value[2]) + (value[1] + value[3]); }

inline float total(Eight value) {
    return total(half_of<Four>(value, 0) + half_of<Four>(value, 1));
}

// As `total`, with the larger one of two in the place of a sum.
inline float largest(Four value) {
    float one = value[0] > value[2] ? value[0] : value[2];
    float two = value[1] > value[3] ? value[1] : value[3];
    return one > two ? one : two;
}

inline float largest(Eight value) {
    Four low = half_of<Four>(value, 0), high = half_of<Four>(value, 1);
    return largest(low > high ? low : high);
}

#if LANES == 16
inline float total(Floats value) {
    return total(half_of<Eight>(value, 0) + half_of<Eight>(value, 1));
}

inline float largest(Floats value) {
    Eight low = half_of<Eight>(value, 0), high = half_of<Eight>(value, 1);
    return largest(low > high ? low : high);
}
#endif

// To the nearest whole number: 1.5 * 2^23 leaves no bits behind the point.
inline Floats rounded(Floats x) {
    const Floats shift = all(12582912.0f);
    return (x + shift) - shift;
}

// 2^n e^r with x = n ln 2 + r; e^r as its Taylor series to r^6, relative error 2e-7.
inline Floats exponential(Floats x) {
    const Floats low = all(-87.0f);
    Floats kept = smaller(all(88.0f), larger(low, x));  // x where that is no number
    Floats n = rounded(kept * 1.44269504f);
    Floats r = (kept - n * 0.693145752f) - n * 1.42860677e-6f;
    Floats sum = r * (1.0f / 720) + 1.0f / 120;
    sum = sum * r + 1.0f / 24;
    sum = sum * r + 1.0f / 6;
    sum = sum * r + 0.5f;
    sum = sum * r + 1.0f;
    sum = sum * r + 1.0f;
    Ints power = (__builtin_convertvector(n, Ints) + 127) << 23;
    return x < low ? all(0.0f) : sum * (Floats)power;
}

inline Floats sigmoid(Floats x) { return 1.0f / (1.0f + exponential(-x)); }

// The error function within 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26).
inline Floats error_function(Floats x) {
    Floats size = x < 0 ? -x : x;
    Floats t = 1.0f / (1.0f + 0.3275911f * size);
    Floats sum = 1.061405429f * t - 1.453152027f;
    sum = sum * t + 1.421413741f;
    sum = sum * t - 0.284496736f;
    sum = sum * t + 0.254829592f;
    Floats found = 1.0f - sum * t * exponential(-size * size);
    return x < 0 ? -found : found;
}

inline Floats activated(Floats x, int64_t activation) {
    switch (activation) {
    case RELU: return larger(all(0.0f), x);
    case GELU: return 0.5f * x * (1.0f + error_function(x * 0.707106781f));
    case GELU_TANH: return x * sigmoid(1.59576912f * (x + 0.044715f * x * x * x));
    case SILU: return x * sigmoid(x);
    default: return x;
    }
}
