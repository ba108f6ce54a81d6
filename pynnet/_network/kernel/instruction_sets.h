/* The arithmetic for each instruction set, and which of them is at work.
 *
 * Includes vector_arithmetic.h once for each set, from what it needs (the table of exp, the sum of
 * the probabilities of possible classes, the vectors' width and a few instructions) to a Vector of
 * functions; all other parts call these through `vector`. Relies on network.h, library.h and
 * processor.h.
 */

/* Of exp: 2^(i/128) = head (1 + tail), as pairs. */
static struct {
    double pair[128][2]; /* head, i << 45 taken off its bits, and tail */
    int given;
    int exact; /* whether it gave the C library's bits on all arguments tried */
} table;

/* The pair that the lowest bits of a number choose. */
static inline const double *
pair_of(const double *number)
{
    uint64_t bits;
    memcpy(&bits, number, sizeof bits);
    return table.pair[bits & 127];
}

/* Sum of the probabilities of the possible classes, one for each case. */
static void
possible(Size rows, Size units, const double *y, const double *t, double *sum)
{
    for (Size r = 0; r < rows; r++) {
        sum[r] = 0.0;
        for (Size k = 0; k < units; k++)
            sum[r] += t[k * ROWS + r] == 1 ? y[k * ROWS + r] : 0.0;
    }
}

/* The arithmetic, one function for each kind of work; vector_arithmetic.h says what it means. */
typedef struct Vector {
    const char *name;
    int has_fma; /* without it exp is the C library's */
    const struct Vector *shorter; /* a set of shorter vectors, if there is one; else this */
    void (*exp)(const double *x, double *y, Size rows);
    void (*forward)(const Network *net, const double *wts, Size rows, const double *input,
                    double *hidden, double *output);
    void (*squares)(Size rows, Size units, const double *y, const double *t, const double *w,
                    double *loss);
    void (*hidden)(const Network *net, const double *wts, Size first, Size units, Size rows,
                   const double *input, double *hidden);
    void (*output_errors)(const Network *net, Size first, Size units, Size rows,
                          const double *outputs, const double *targets, const double *sums,
                          double *errors);
    void (*hidden_errors)(const Network *net, const double *wts, Size first, Size units, Size rows,
                          const double *hidden, const double *output_error, const double *w,
                          double *hidden_error);
    void (*weigh)(Size units, Size rows, const double *w, double *errors);
    void (*input_rows)(Size inputs, Size cases, const double *x, const double *end, double *to,
                       Size width, int bias);
    void (*add_slopes)(Size units, double *slope, Size width, const double *error,
                       const double *row, Size cases);
    void (*to_rows)(Size rows, Size units, const double *block, double *to, Size width);
    void (*to_columns)(Size cases, Size columns, const double *row, double *to);
    void (*identity)(double *B, Size n);
    void (*multiply)(const double *B, Size n, const double *v, double *y);
    void (*update)(double *B, Size n, const double *t, const double *X, double D1, double D2,
                   const double *v, double *y);
} Vector;

#if defined(__x86_64__) && defined(__GNUC__)

#define TWO_PAIRS(p) _mm256_loadu2_m128d(pair_of((p) + 2), pair_of(p))

#define SET "avx2"
#define IN(name) name##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#define LANES 4
#define SUMS 6
#define FMA(a, b, c) ((Lane)_mm256_fmadd_pd((__m256d)(a), (__m256d)(b), (__m256d)(c)))
#define PAIRS(p) ((Lane)TWO_PAIRS(p))
#include "vector_arithmetic.h"

#define SET "avx512"
#define IN(name) name##_avx512
#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl")))
#define LANES 8
#define SUMS 12
#define SHORTER vector_avx2
#define FMA(a, b, c) ((Lane)_mm512_fmadd_pd((__m512d)(a), (__m512d)(b), (__m512d)(c)))
#define PAIRS(p) \
    ((Lane)_mm512_insertf64x4(_mm512_castpd256_pd512(TWO_PAIRS(p)), TWO_PAIRS((p) + 4), 1))
#include "vector_arithmetic.h"

#endif

#define SET "baseline"
#define IN(name) name##_baseline
#define TARGET
#define LANES 2
#if defined(__aarch64__)
#define SUMS 4
#define FMA(a, b, c) ((Lane)vfmaq_f64((float64x2_t)(c), (float64x2_t)(a), (float64x2_t)(b)))
#define PAIRS(p) ((Lane)vld1q_f64(pair_of(p)))
#define NEAREST(x) ((Lane)vrndaq_f64((float64x2_t)(x)))
#else
#define SUMS 2
#endif
#include "vector_arithmetic.h"

/* From the best to the one that runs everywhere. */
static const Vector *const sets[] = {
#if defined(__x86_64__) && defined(__GNUC__)
    &vector_avx512, &vector_avx2,
#endif
    &vector_baseline};

static const Vector *vector = &vector_baseline;

static int
runs_here(const Vector *set)
{
#if defined(__x86_64__) && defined(__GNUC__)
    Processor has = this_processor();
    if (set == &vector_avx512)
        return has.avx512;
    if (set == &vector_avx2)
        return has.avx2;
#endif
    return set == &vector_baseline;
}

static void
use_best(void)
{
    size_t i = 0;
    while (!runs_here(sets[i]))
        i++;
    vector = sets[i];
}

/* Whether the table's exp gives the library's bits, tried on arguments over the whole range and on
 * those between two steps of the table, where the rounding of k decides. */
static int
exp_agrees(void)
{
    const double half_step = 0x1.62e42fefa39efp-9; /* ln 2 / 256 */
    double x[ROWS], y[ROWS];
    uint64_t state = 1; /* a linear congruential generator spreads the arguments */
    for (int block = 0; block < 256; block++) {
        for (int i = 0; i < ROWS; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            double unit = (double)(state >> 11) * 0x1p-52 - 1.0; /* in [-1, 1) */
            double step = floor(unit * 5000.0) * 2.0 + 1.0;
            switch (block % 4) {
            case 0: x[i] = unit * 512.0; break;
            case 1: x[i] = unit * 16.0; break;
            case 2: x[i] = step * half_step; break;
            default: x[i] = nextafter(step * half_step, i % 2 ? 600.0 : -600.0); break;
            }
        }
        vector->exp(x, y, ROWS);
        for (int i = 0; i < ROWS; i++)
            if (y[i] != library_exp(x[i]))
                return 0;
    }
    return 1;
}

static void
try_table(void)
{
    table.exact = table.given && vector->has_fma; /* so that it is asked */
    table.exact = table.exact && exp_agrees();
}
