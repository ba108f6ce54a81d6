/* The criterion, its gradient, the outputs and R's BFGS, compiled.
 *
 * The arithmetic is that of _objective.py and _bfgs.py, and both are held equal bit for bit: every
 * sum runs in R's order, nothing is fused or reassociated. What makes it fast keeps the bits:
 * cases are taken in blocks, units by cases, so that the forward pass is elementwise over the
 * cases of a block; the gradient is elementwise over the weights of a unit; a point that the search
 * is certain to refuse is not evaluated to its end, which is known early where the criterion is
 * convex; the forward pass of an accepted point is kept for its gradient; and exp is computed for
 * many arguments at once, by the published algorithm of the C library, if it was found to give the
 * library's bits.
 *
 * vector_arithmetic.h holds the arithmetic, compiled for several instruction sets. Here is what
 * arranges it: memory, threads, the search, and the interface to Python.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include <float.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#define ROWS 64 /* cases in a block */
#define LANES_MOST 8 /* arrays of weights are padded to a multiple of it */
/* Sizes that depend on the machine, not on the bits; tests make them small. */
#ifndef KEPT_INPUTS
#define KEPT_INPUTS 500000 /* more inputs than this are not kept a second time, by blocks */
#endif
#define FEW_UNITS 9 /* ... unless they lead to fewer units than that */
#ifndef KEPT_ROWS
#define KEPT_ROWS 50000 /* likewise for the inputs of the gradient */
#endif
#ifndef KEPT_UNITS
#define KEPT_UNITS 500000 /* more hidden units and outputs would not stay in the cache */
#endif

#ifndef FEW_WEIGHTS
#define FEW_WEIGHTS 36 /* of so many, the widest vectors would be half empty */
#endif

#define MARKS 32 /* where an evaluation is compared with the tangent, if it has more blocks */
#ifndef WORTH_A_TANGENT
#define WORTH_A_TANGENT MARKS
#endif

#ifndef MEETING
#define MEETING 20000.0 /* nanoseconds of work that repay waking other threads */
#endif
#define GLANCE 100000.0 /* nanoseconds of work between two looks at the clock */
#define SPINS 4000 /* how often an idle thread looks for work before it sleeps */
#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#else
#define PAUSE() ((void)0)
#endif

typedef Py_ssize_t Size;

enum { LEAST_SQUARES, ENTROPY, SOFTMAX, CENSORED };

typedef struct {
    Size inputs, size, outputs;
    int skip, linear, criterion;
    Size into_hidden, into_output; /* weights of a hidden and of an output unit */
    Size weights;
    Size idle; /* outputs, from the first, whose weights are zero and stay so */
} Network;

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

/* ---- instruction sets ----------------------------------------------------------------------- */

/* The arithmetic, one function for each kind of work; what it means is said in vector_arithmetic.h. */
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
    __builtin_cpu_init();
    int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (set == &vector_avx512) /* which calls on the shorter vectors */
        return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl");
    if (set == &vector_avx2)
        return avx2;
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
            if (y[i] != exp(x[i]))
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

/* ---- threads -------------------------------------------------------------------------------- */

/* A piece of work: what it is about, its number, and the number of the thread that does it. */
typedef void Job(void *context, long number, int thread);

typedef struct {
    int threads;
    atomic_int numbered;
    pthread_t *workers;
    pthread_mutex_t lock;
    pthread_cond_t called;
    atomic_uint round;    /* how often there was work */
    atomic_ullong ticket; /* the round in the upper bits, jobs not yet taken in the lower */
    atomic_long undone;
    atomic_int stop;
    Job *job;
    void *context;
} Team;

#define ROUND_SHIFT 40
#define JOBS_LEFT ((1ull << ROUND_SHIFT) - 1)

static unsigned long long
ticket_of(unsigned round, unsigned long long jobs)
{
    return ((unsigned long long)round << ROUND_SHIFT) | jobs;
}

/* Takes jobs of a round until none is left. Who wakes too late finds another round, and leaves. */
static void
take_jobs(Team *team, unsigned round, int thread)
{
    for (;;) {
        unsigned long long ticket = atomic_load(&team->ticket);
        do {
            unsigned long long left = ticket & JOBS_LEFT;
            if (!left || ticket != ticket_of(round, left))
                return;
        } while (!atomic_compare_exchange_weak(&team->ticket, &ticket, ticket - 1));
        team->job(team->context, (long)(ticket & JOBS_LEFT) - 1, thread);
        atomic_fetch_sub(&team->undone, 1);
    }
}

static void *
work(void *argument)
{
    Team *team = argument;
    int thread = atomic_fetch_add(&team->numbered, 1) + 1;
    unsigned seen = 0;
    for (;;) {
        for (int spin = 0; spin < SPINS && atomic_load(&team->round) == seen; spin++)
            PAUSE();
        pthread_mutex_lock(&team->lock);
        while (atomic_load(&team->round) == seen)
            pthread_cond_wait(&team->called, &team->lock);
        pthread_mutex_unlock(&team->lock);
        seen = atomic_load(&team->round);
        if (atomic_load(&team->stop))
            return NULL;
        take_jobs(team, seen, thread);
    }
}

static void
call_workers(Team *team, unsigned round)
{
    pthread_mutex_lock(&team->lock);
    atomic_store(&team->round, round);
    pthread_cond_broadcast(&team->called);
    pthread_mutex_unlock(&team->lock);
}

/* Does job(context, i) for i below count, in any order, and returns when all are done; alone if
 * these jobs, of so many nanoseconds each, do not repay a meeting. It waits only for jobs that
 * were taken: a worker that does not wake in time costs nothing. */
static void
share(Team *team, Job *job, void *context, long count, double nanoseconds)
{
    if (team->threads == 1 || count <= 1 || (double)count * nanoseconds < MEETING) {
        for (long i = 0; i < count; i++)
            job(context, i, 0);
        return;
    }
    unsigned round = atomic_load(&team->round) + 1;
    team->job = job;
    team->context = context;
    atomic_store(&team->undone, count);
    atomic_store(&team->ticket, ticket_of(round, (unsigned long long)count));
    call_workers(team, round);
    take_jobs(team, round, 0);
    for (int spin = 0; atomic_load(&team->undone); spin++)
        if (spin < SPINS)
            PAUSE();
        else /* a worker may wait for this very core */
            sched_yield();
}

static void
dismiss(Team *team)
{
    atomic_store(&team->stop, 1);
    call_workers(team, atomic_load(&team->round) + 1);
    for (int i = 0; i < team->threads - 1; i++)
        pthread_join(team->workers[i], NULL);
    pthread_mutex_destroy(&team->lock);
    pthread_cond_destroy(&team->called);
    free(team->workers);
}

/* Hires workers; fewer than asked for if the system gives no more. */
static void
hire(Team *team, int threads)
{
    memset(team, 0, sizeof *team);
    pthread_mutex_init(&team->lock, NULL);
    pthread_cond_init(&team->called, NULL);
    team->threads = 1;
    team->workers = threads > 1 ? calloc(threads - 1, sizeof *team->workers) : NULL;
    while (team->workers && team->threads < threads &&
           pthread_create(&team->workers[team->threads - 1], NULL, work, team) == 0)
        team->threads++;
}

/* ---- the objective -------------------------------------------------------------------------- */

/* A part of the gradient: some hidden units, the weights into them and those out of them, for one
 * thread. The first part has the biases of the outputs, the last one their direct connections.
 * Without hidden units a part has all weights into some of the outputs. */
typedef struct {
    Size first, units, first_output, outputs;
    int together; /* whether one kind of rows, with units, inputs and 1, serves both layers */
    double *hidden, *hidden_error, *output_error; /* of a block, by unit, then case */
    double *input_row; /* by case: the inputs and 1, padded; of all blocks, or of that at hand */
    double *row;       /* likewise: the units, perhaps the inputs, perhaps 1 */
    Size row_inputs, input_width, width;
    void *memory;
    double *hidden_slope, *output_slope; /* so far, by unit, padded */
} Part;

/* Without hidden units the criterion of classes is convex: it lies above its tangents. Marks stand
 * behind every so many blocks; what the last gradient says of the cases up to each. */
typedef struct {
    int measured; /* whether there are no hidden units, and the criterion may be convex */
    int serves;   /* whether it is, and large enough */
    Size apart;   /* blocks from one mark to the next */
    int known;    /* whether there is a last gradient, with scores that are not too large */
    double score; /* no score at its point is larger */
    double *wts, *slope;         /* its point, and itself */
    double *slope_to, *losses;   /* by mark: the gradient and the losses so far */
    double *tried;               /* by mark: the losses so far of the point tried last */
    double *farthest, *amount; /* of the bias and the inputs: largest size, weighted sum of sizes */
} Tangent;

typedef struct {
    Network net;
    Size cases, blocks;
    Size evaluated;    /* blocks that the last value took in */
    long long passes;  /* blocks that all values took in */
    double block_time; /* rough nanoseconds of a block's forward pass */
    const double *decay, *wts;
    int one_per_case; /* whether a case adds a single number to the criterion */
    int never_falls;  /* whether no case can add a negative number to the criterion */
    int32_t *hit;     /* softmax with one class a case: where in its block its probability is */
    double *hit_weight; /* ... times what its logarithm counts */
    Tangent tangent;
    /* by block, then unit, then case */
    double *target, *output, *loss;
    double *target_sum; /* softmax: over the outputs of a case */
    double *hidden; /* of all blocks, or of the block at hand of each thread */
    const double *x; /* inputs as given, by case */
    double *input;   /* by block, or only the block at hand of each thread */
    int keeps_input; /* whether all blocks of inputs are kept: not if there are many */
    int keeps_rows;  /* whether the rows for the gradient are kept, or made again */
    int keeps_units; /* whether hidden units are kept for the gradient, or made again */
    double *case_weight; /* by block, then case */
    Size first_block;
    double **slope; /* by weight, where its part adds up the gradient */
    Part *parts;
    int n_parts;
    Team team;
    void *memory;
} Objective;

static inline Size
padded(Size n)
{
    return (n + LANES_MOST - 1) / LANES_MOST * LANES_MOST;
}

/* ---- losses of a block, unit by case -------------------------------------------------------- */

static void
entropy_loss(Size rows, Size units, const double *y, const double *t, const double *w, double *loss)
{
    for (Size k = 0; k < units; k++)
        for (Size r = 0; r < rows; r++) {
            Size i = k * ROWS + r;
            double s = 0.0;
            if (t[i] > 0)
                s -= t[i] * log((y[i] + 1e-80) / t[i]);
            if (t[i] < 1)
                s -= (1 - t[i]) * log((1 - y[i] + 1e-80) / (1 - t[i]));
            loss[i] = w[r] * s;
        }
}

static double
unlikelihood(double weight, double probability, double case_weight)
{
    return probability == 0 ? case_weight * 1000.0 : -(weight * log(probability));
}

static void
softmax_loss(Size rows, Size units, const double *y, const double *t, const double *w, double *loss)
{
    for (Size k = 0; k < units; k++)
        for (Size r = 0; r < rows; r++) {
            Size i = k * ROWS + r;
            loss[i] = t[i] > 0 ? unlikelihood(w[r] * t[i], y[i], w[r]) : 0.0;
        }
}

/* The same where a case has at most one class: its other losses are 0 and add nothing. */
static void
one_class_loss(Size rows, const int32_t *hit, const double *y, const double *hit_weight,
               const double *w, double *loss)
{
    for (Size r = 0; r < rows; r++)
        loss[r] = hit[r] < 0 ? 0.0 : unlikelihood(hit_weight[r], y[hit[r]], w[r]);
}

static void
censored_loss(Size rows, Size units, const double *y, const double *t, const double *w,
              double *loss)
{
    double sum[ROWS];
    possible(rows, units, y, t, sum);
    for (Size r = 0; r < rows; r++)
        loss[r] = unlikelihood(w[r], sum[r], w[r]);
}

/* ---- forward pass of a block, and its losses ----------------------------------------------- */

/* Cases of a block, rounded up to whole vectors. */
static Size
rows_of(const Objective *o, Size block)
{
    Size left = o->cases - block * ROWS;
    return left < ROWS ? padded(left) : ROWS;
}

/* By block, column and case, from rows of columns; zeros behind the last case. */
static void
to_blocks(const double *rows, Size cases, Size columns, double *blocks)
{
    for (Size first = 0; first < cases; first += ROWS, blocks += columns * ROWS) {
        Size n = cases - first < ROWS ? cases - first : ROWS;
        const double *source = rows + first * columns;
        if (n < ROWS)
            memset(blocks, 0, columns * ROWS * sizeof *blocks);
        vector->to_columns(n, columns, source, blocks);
    }
}

static const double *
inputs_of(Objective *o, Size block, int thread)
{
    Size inputs = o->net.inputs, left = o->cases - block * ROWS;
    if (o->keeps_input)
        return o->input + block * inputs * ROWS;
    double *input = o->input + thread * inputs * ROWS;
    to_blocks(o->x + block * ROWS * inputs, left < ROWS ? left : ROWS, inputs, input);
    return input;
}

/* Where the hidden units of a block are: its own place if all are kept, else that of the thread. */
static double *
hidden_of(const Objective *o, Size block, int thread)
{
    return o->hidden + (o->keeps_units ? block : thread) * o->net.size * ROWS;
}

static void
forward_job(void *context, long number, int thread)
{
    Objective *o = context;
    const Network *net = &o->net;
    Size block = o->first_block + number, q = net->outputs, rows = rows_of(o, block);
    double *output = o->output + block * q * ROWS;
    const double *t = o->target + block * q * ROWS, *w = o->case_weight + block * ROWS;
    double *loss = o->loss + block * q * ROWS;
    vector->forward(net, o->wts, rows, inputs_of(o, block, thread), hidden_of(o, block, thread),
                    output);
    switch (net->criterion) {
    case LEAST_SQUARES: vector->squares(rows, q, output, t, w, loss); break;
    case ENTROPY: entropy_loss(rows, q, output, t, w, loss); break;
    case SOFTMAX:
        if (o->one_per_case)
            one_class_loss(rows, o->hit + block * ROWS, output, o->hit_weight + block * ROWS, w,
                           loss);
        else
            softmax_loss(rows, q, output, t, w, loss);
        break;
    case CENSORED: censored_loss(rows, q, output, t, w, loss); break;
    }
}

/* Adds the losses of a block to the total, case by case. */
static double
add_losses(const Objective *o, Size block, double total)
{
    Size units = o->one_per_case ? 1 : o->net.outputs;
    Size left = o->cases - block * ROWS, cases = left < ROWS ? left : ROWS;
    const double *loss = o->loss + block * o->net.outputs * ROWS;
    for (Size r = 0; r < cases; r++)
        for (Size k = 0; k < units; k++)
            total += loss[k * ROWS + r];
    return total;
}

/* ---- tangents of a convex criterion --------------------------------------------------------- */

/* A bound of the scores (sums into outputs) of all cases. */
static double
largest_score(const Objective *o, const double *wts)
{
    Size sources = o->net.into_output;
    double largest = 0.0;
    for (Size k = 0; k < o->net.outputs; k++, wts += sources) {
        double score = 0.0;
        for (Size j = 0; j < sources; j++)
            score += fabs(wts[j]) * o->tangent.farthest[j];
        largest = score > largest ? score : largest;
    }
    return largest;
}

/* Beyond such scores losses are cut off or probabilities vanish, and nothing is convex. */
static double
score_limit(const Objective *o)
{
    return o->net.criterion == SOFTMAX ? 300.0 : 14.0;
}

/* How far rounding can take the criterion, where it is not above `most`, below what exact
 * arithmetic makes of the tangent and the losses so far; infinite or not a number if the tangent
 * says nothing. Sums of n numbers are wrong by n roundings of the sum of their sizes, of which
 * there are eight; scores by one for each source; logarithms of probabilities by as much and a
 * few more, at two points; those of 1 - p by up to exp(score) times as much (Higham, Accuracy and
 * Stability of Numerical Algorithms, 2nd ed., ch. 3 and 4). All is taken at least twice. */
static double
rounding(const Objective *o, const double *wts, double most)
{
    const Tangent *at = &o->tangent;
    const Network *net = &o->net;
    double score = at->known ? largest_score(o, wts) : INFINITY, moved = 0.0;
    if (!(score <= score_limit(o)))
        return INFINITY;
    score = score > at->score ? score : at->score;
    for (Size i = 0; i < net->weights; i++)
        moved += (at->amount[i % net->into_output] + 2.0 * fabs(o->decay[i] * at->wts[i])) *
                 fabs(wts[i] - at->wts[i]);
    double losses = at->losses[(o->blocks - 1) / at->apart];
    double sums = 4.0 * (double)(o->cases + net->weights + 16) *
                  (losses + fabs(most) + 2.0 * moved);
    double logarithms = 4.0 * (double)(net->into_output + net->outputs + 8) * (1.0 + score) *
                        ((double)net->outputs * at->amount[0] + moved);
    if (net->criterion == ENTROPY)
        logarithms *= exp(score);
    return DBL_EPSILON * (sums + logarithms);
}

/* What the losses behind a mark are at least, in exact arithmetic. */
static double
least_rest(const Objective *o, const double *wts, Size mark)
{
    const Tangent *at = &o->tangent;
    const double *slope_to = at->slope_to + mark * o->net.weights;
    double rest = at->losses[(o->blocks - 1) / at->apart] - at->losses[mark];
    for (Size i = 0; i < o->net.weights; i++)
        rest += (at->slope[i] - slope_to[i]) * (wts[i] - at->wts[i]);
    return rest;
}

static void
keep_tangent(Objective *o, const double *slope)
{
    Tangent *at = &o->tangent;
    at->score = largest_score(o, o->wts);
    at->known = at->score <= score_limit(o);
    memcpy(at->wts, o->wts, o->net.weights * sizeof *slope);
    memcpy(at->slope, slope, o->net.weights * sizeof *slope);
    memcpy(at->losses, at->tried, MARKS * sizeof *slope);
}

/* ---- value ---------------------------------------------------------------------------------- */

/* The criterion at some weights; or, where it is above `most`, perhaps only a number above `most`
 * that it reaches at least. Rounded sums of numbers that are not negative never fall, so that the
 * sum of the first cases is such a number; and where there is a tangent, it and what the tangent
 * says of the others, but for rounding. */
static double
value(Objective *o, const double *wts, double most)
{
    double total = 0.0, penalty = 0.0;
    Tangent *at = &o->tangent;
    Size step = o->never_falls ? o->team.threads : o->blocks;
    Size most_step = at->serves ? o->blocks / 16 : o->blocks;
    o->wts = wts;
    for (Size i = 0; i < o->net.weights; i++)
        penalty += (o->decay[i] * wts[i]) * wts[i];
    double slack = at->serves ? rounding(o, wts, most) : INFINITY;
    o->evaluated = 0;
    while (o->evaluated < o->blocks) {
        Size first = o->evaluated, end = first + step;
        if (at->serves && end / at->apart > first / at->apart)
            end -= end % at->apart; /* a mark */
        end = end < o->blocks ? end : o->blocks;
        o->first_block = first;
        share(&o->team, forward_job, o, end - first, o->block_time);
        for (Size block = first; block < end; block++) {
            total = add_losses(o, block, total);
            if (at->serves)
                at->tried[block / at->apart] = total;
        }
        o->evaluated = end;
        o->passes += end - first;
        if (o->never_falls && total + penalty > most)
            break;
        if (slack < INFINITY && end < o->blocks && end % at->apart == 0) {
            double least = total + least_rest(o, wts, end / at->apart - 1) - slack + penalty;
            if (least > most)
                return least;
        }
        if (o->team.threads > 1 && step <= most_step)
            step *= 2; /* few meetings of the threads, and little done in vain */
    }
    return total + penalty;
}

/* ---- gradient, at the weights of the last value --------------------------------------------- */

/* Makes the rows of a block that a part needs, but for the hidden units. */
static void
make_rows(const Objective *o, const Part *p, Size block, double *input_row, double *row)
{
    const Network *net = &o->net;
    Size left = o->cases - block * ROWS, cases = left < ROWS ? left : ROWS;
    const double *x = o->x + block * ROWS * net->inputs, *end = o->x + o->cases * net->inputs;
    int first = p->first == 0;
    if (p->units && !p->together)
        vector->input_rows(net->inputs, cases, x, end, input_row, p->input_width, 1);
    if (first || p->row_inputs)
        vector->input_rows(p->row_inputs, cases, x, end, row + p->units, p->width, first);
}

/* The gradient so far, by some of the weights. */
static void
slopes(const Objective *o, Size from, Size end, double *g)
{
    for (Size i = from; i < end; i++)
        g[i] = *o->slope[i];
}

static void
slope_job(void *context, long number, int thread)
{
    Objective *o = context;
    const Network *net = &o->net;
    const Part *p = o->parts + number;
    Size q = net->outputs, end = p->first_output + p->outputs;
    Size first = net->idle > p->first_output ? net->idle : p->first_output;
    Size outputs = end > first ? end - first : 0;
    for (Size block = 0; block < o->blocks; block++) {
        Size rows = rows_of(o, block), left = o->cases - block * ROWS;
        Size cases = left < ROWS ? left : ROWS;
        double *h = o->keeps_units ? hidden_of(o, block, thread) + p->first * ROWS : p->hidden;
        if (!o->keeps_units)
            vector->hidden(net, o->wts, p->first, p->units, rows, inputs_of(o, block, thread), h);
        const double *w = o->case_weight + block * ROWS;
        vector->output_errors(net, first, outputs, rows, o->output + block * q * ROWS,
                              o->target + block * q * ROWS, o->target_sum + block * ROWS,
                              p->output_error);
        vector->hidden_errors(net, o->wts, p->first, p->units, rows, h, p->output_error, w,
                              p->hidden_error);
        vector->weigh(outputs, rows, w, p->output_error + first * ROWS);
        Size place = o->keeps_rows ? block * ROWS : 0;
        double *input_row = p->input_row + place * p->input_width;
        double *row = p->row + place * p->width;
        if (!o->keeps_rows)
            make_rows(o, p, block, input_row, row);
        vector->to_rows(rows, p->units, h, row, p->width);
        if (p->together)
            vector->add_slopes(p->units + outputs, p->hidden_slope, p->width, p->hidden_error, row,
                               cases);
        else {
            vector->add_slopes(p->units, p->hidden_slope, p->input_width, p->hidden_error,
                               input_row, cases);
            vector->add_slopes(outputs, p->output_slope + (first - p->first_output) * p->width,
                               p->width, p->output_error + first * ROWS, row, cases);
        }
        if (o->tangent.serves && (block + 1) % o->tangent.apart == 0)
            slopes(o, p->first_output * net->into_output, end * net->into_output,
                   o->tangent.slope_to + block / o->tangent.apart * net->weights);
    }
}

static void
gradient(Objective *o, double *g)
{
    const Network *net = &o->net;
    for (Size i = 0; i < net->weights; i++)
        *o->slope[i] = (2 * o->decay[i]) * o->wts[i];
    share(&o->team, slope_job, o, o->n_parts, o->block_time * (double)o->blocks);
    slopes(o, 0, net->weights, g);
    if (o->tangent.serves)
        keep_tangent(o, g);
}

/* ---- R's BFGS (Nash, Compact Numerical Methods, 2nd ed., algorithm 21) ---------------------- */

typedef struct {
    Size n, width; /* free weights; the same, padded */
    const Size *free;
    double *wts;          /* all weights, at the point of the search */
    double *slope;        /* gradient by all weights */
    double *B;            /* inverse Hessian so far, by tiles */
    const Vector *tiling; /* whose tiles they are */
    double *g, *minus_g, *c, *t, *X, *start, *t2, *next;
    double f, best;
    long iteration, nfev, njev, restarted_at;
    double abstol, reltol;
} Search;

static double
dot(Size n, const double *a, const double *b)
{
    double sum = 0.0;
    for (Size i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void
restart(Search *s)
{
    s->tiling->identity(s->B, s->n);
    s->tiling->multiply(s->B, s->n, s->minus_g, s->t);
}

/* Takes the step t and the change of the gradient c into B, and makes the next direction. */
static void
update(Search *s, double D1)
{
    s->tiling->multiply(s->B, s->n, s->c, s->X);
    double D2 = 1.0 + dot(s->n, s->X, s->c) / D1, *last = s->t;
    s->tiling->update(s->B, s->n, s->t, s->X, D1, D2, s->minus_g, s->next);
    s->t = s->next;
    s->next = last;
}

static void
free_gradient(Objective *o, Search *s)
{
    s->njev++;
    gradient(o, s->slope);
    for (Size i = 0; i < s->n; i++)
        s->minus_g[i] = -(s->g[i] = s->slope[s->free[i]]);
}

/* Steepest descent is tried once more; after that nothing can be moved. */
static Size
no_progress(Search *s)
{
    if (s->restarted_at == s->njev)
        return s->n;
    s->restarted_at = s->njev;
    return 0;
}

typedef struct {
    PyObject *report;       /* called with an iteration and its value */
    PyThreadState *thread;  /* while Python's lock is released */
    struct timespec asked;  /* when Python was last asked for signals */
    const volatile char *stop; /* not 0 as soon as nobody waits for the search */
    double work;            /* rough nanoseconds since the clock was last looked at */
    int failed;
} Console;

/* Calls back to Python with the iteration (or, below 0, only for signals); 0 unless it raised.
 * Python's lock may be a thread's wait away: a search that reports nothing asks for it rarely. */
static int
tell(Console *console, long iteration, double f)
{
    if (iteration >= 0 && console->report == Py_None)
        return 0;
    PyEval_RestoreThread(console->thread);
    if (iteration >= 0) {
        PyObject *result = PyObject_CallFunction(console->report, "ld", iteration, f);
        console->failed = result == NULL;
        Py_XDECREF(result);
    }
    if (!console->failed)
        console->failed = PyErr_CheckSignals() != 0;
    console->thread = PyEval_SaveThread();
    clock_gettime(CLOCK_MONOTONIC, &console->asked);
    return console->failed;
}

/* Whether a signal ended the search, after a point was tried; looks at the clock now and then. */
static int
interrupted(const Objective *o, Console *console)
{
    if (console->stop && *console->stop)
        return 1;
    struct timespec now;
    console->work += o->block_time * (double)o->evaluated;
    if (console->work < GLANCE)
        return 0;
    console->work = 0.0;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double since = difftime(now.tv_sec, console->asked.tv_sec) +
                   1e-9 * (double)(now.tv_nsec - console->asked.tv_nsec);
    return since > 0.2 && tell(console, -1, 0.0);
}

/* The search goes on from the value of the point tried last, even if it was refused: that of the
 * step `tried`, where its evaluation was broken off. */
static void
complete(Objective *o, Search *s, double tried)
{
    if (o->evaluated == o->blocks)
        return;
    for (Size i = 0; i < s->n; i++) {
        s->next[i] = s->wts[s->free[i]];
        s->wts[s->free[i]] = s->start[i] + tried * s->t[i];
    }
    s->f = value(o, s->wts, INFINITY);
    for (Size i = 0; i < s->n; i++)
        s->wts[s->free[i]] = s->next[i];
}

/* Shortens the step until the value falls enough or no component moves. Returns how many do not
 * move, or -1 if interrupted; the step is left in t2. */
static Size
line_search(Objective *o, Search *s, double projected, Console *console)
{
    for (double step = 1.0, tried = 0.0;; tried = step, step *= 0.2) {
        Size unmoved = 0;
        for (Size i = 0; i < s->n; i++) {
            s->t2[i] = step * s->t[i];
            double point = s->start[i] + s->t2[i];
            s->wts[s->free[i]] = point;
            unmoved += 10.0 + s->start[i] == 10.0 + point;
        }
        if (unmoved == s->n) {
            complete(o, s, tried);
            return unmoved;
        }
        double most = s->best + projected * step * 1e-4;
        s->f = value(o, s->wts, most);
        s->nfev++;
        if (interrupted(o, console))
            return -1;
        if (isfinite(s->f) && s->f <= most)
            return unmoved;
    }
}

/* One step; returns how many components it left unmoved, -1 if interrupted. */
static Size
step(Objective *o, Search *s, Console *console)
{
    if (s->restarted_at == s->njev)
        restart(s);
    double projected = dot(s->n, s->t, s->g);
    if (!(projected < 0.0))
        return no_progress(s);
    for (Size i = 0; i < s->n; i++)
        s->start[i] = s->wts[s->free[i]];
    Size unmoved = line_search(o, s, projected, console);
    if (unmoved < 0)
        return unmoved;
    if (!(s->f > s->abstol &&
          fabs(s->f - s->best) > s->reltol * (fabs(s->best) + s->reltol))) {
        unmoved = s->n;
        s->best = s->f;
    }
    if (unmoved == s->n)
        return no_progress(s);
    s->best = s->f;
    memcpy(s->c, s->g, s->n * sizeof *s->c);
    free_gradient(o, s);
    s->iteration++;
    for (Size i = 0; i < s->n; i++) {
        s->t[i] = s->t2[i];
        s->c[i] = s->g[i] - s->c[i];
    }
    double D1 = dot(s->n, s->t, s->c);
    if (D1 > 0)
        update(s, D1);
    else
        s->restarted_at = s->njev;
    return unmoved;
}

/* Searches until converged (0), stopped at maxit (1), not finite at the start (2), or until the
 * callback raised or nobody waits any more (-1). */
static int
search(Objective *o, Search *s, long maxit, Console *console)
{
    s->f = s->best = value(o, s->wts, INFINITY);
    if (maxit <= 0)
        return 0;
    s->nfev = 1;
    if (!isfinite(s->f))
        return 2;
    if (tell(console, 0, s->f))
        return -1;
    free_gradient(o, s);
    s->iteration = 1;
    s->restarted_at = s->njev;
    for (Size unmoved = 0; !(unmoved == s->n && s->restarted_at == s->njev);) {
        unmoved = step(o, s, console);
        if (unmoved < 0)
            return -1;
        if (s->iteration % 10 == 0 && tell(console, s->iteration, s->f))
            return -1;
        if (s->iteration >= maxit)
            return 1;
        if (s->njev - s->restarted_at > 2 * s->n)
            s->restarted_at = s->njev;
    }
    return 0;
}

/* ---- memory --------------------------------------------------------------------------------- */

typedef struct {
    double **array;
    Size rows, columns;
} Wanted;

/* Allocates several arrays as one piece, each on its own cache lines; NULL with MemoryError set. */
static void *
allocate(const Wanted *wanted, int count)
{
    size_t total = 64;
    for (int i = 0; i < count; i++) {
        size_t numbers;
        if (__builtin_mul_overflow((size_t)wanted[i].rows, (size_t)wanted[i].columns, &numbers) ||
            numbers > PY_SSIZE_T_MAX / 16 || (total += (numbers + 8) / 8 * 64) > PY_SSIZE_T_MAX) {
            PyErr_NoMemory();
            return NULL;
        }
    }
    char *memory = malloc(total);
    if (!memory) {
        PyErr_NoMemory();
        return NULL;
    }
    char *cursor = memory + (64 - (uintptr_t)memory % 64);
    for (int i = 0; i < count; i++) {
        *wanted[i].array = (double *)cursor;
        cursor += ((size_t)wanted[i].rows * (size_t)wanted[i].columns + 8) / 8 * 64;
    }
    return memory;
}

#define ALLOCATE(...) \
    allocate((Wanted[]){__VA_ARGS__}, (int)(sizeof((Wanted[]){__VA_ARGS__}) / sizeof(Wanted)))

/* A C-contiguous, aligned array of doubles of the expected length; 0 unless it is not. */
static int
doubles(PyObject *object, Py_buffer *view, int writable, Size length, const char *name)
{
    int flags = PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | (writable ? PyBUF_WRITABLE : 0);
    if (PyObject_GetBuffer(object, view, flags) < 0)
        return 0;
    if (view->itemsize == sizeof(double) && view->format && strcmp(view->format, "d") == 0 &&
        (uintptr_t)view->buf % sizeof(double) == 0 &&
        (length < 0 || view->len / (Size)sizeof(double) == length))
        return 1;
    PyErr_Format(PyExc_ValueError, "%s must be a C-ordered, aligned array of %zd doubles", name,
                 length);
    PyBuffer_Release(view);
    return 0;
}

static int
layout(Network *net)
{
    Size fan;
    int possible = net->inputs >= 0 && net->inputs <= INT32_MAX && net->size >= 0 &&
                   net->size <= INT32_MAX && net->outputs >= 1 && net->outputs <= INT32_MAX &&
                   net->criterion >= LEAST_SQUARES && net->criterion <= CENSORED;
    if (possible) {
        net->into_hidden = 1 + net->inputs;
        net->into_output = 1 + net->size + (net->skip ? net->inputs : 0);
        possible = !__builtin_mul_overflow(net->size, net->into_hidden, &fan) &&
                   !__builtin_mul_overflow(net->outputs, net->into_output, &net->weights) &&
                   !__builtin_add_overflow(net->weights, fan, &net->weights);
    }
    if (!possible)
        PyErr_SetString(PyExc_ValueError, "the network has impossible sizes");
    return possible;
}

/* ---- Python: Objective ---------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    Objective o;
    Py_buffer x; /* held as long as the objective reads it */
    int busy;    /* in use, with Python's lock released */
} ObjectiveObject;

/* Sums up the targets of each case, and finds its class, if no case has more than one. */
static void
find_hits(Objective *o)
{
    Size q = o->net.outputs;
    o->one_per_case = 1;
    for (Size i = 0; i < o->blocks * ROWS; i++) {
        const double *t = o->target + i / ROWS * q * ROWS + i % ROWS;
        o->hit[i] = -1;
        o->target_sum[i] = 0.0;
        for (Size k = 0; k < q; k++) {
            o->target_sum[i] += t[k * ROWS];
            if (t[k * ROWS] > 0) {
                o->one_per_case &= o->hit[i] < 0 && q * ROWS < INT32_MAX;
                o->hit[i] = (int32_t)(k * ROWS + i % ROWS);
                o->hit_weight[i] = o->case_weight[i] * t[k * ROWS];
            }
        }
    }
}

/* Squares and logarithms of probabilities have one sign whatever is rounded; the entropy of targets
 * between 0 and 1, and the logarithm of a sum of probabilities, may miss it by a bit. */
static int
never_falls(const Objective *o)
{
    int good = o->net.criterion != CENSORED;
    for (Size i = 0; i < o->blocks * ROWS; i++)
        good &= o->case_weight[i] >= 0.0;
    if (o->net.criterion == ENTROPY)
        for (Size i = 0; i < o->blocks * ROWS * o->net.outputs; i++)
            good &= o->target[i] <= 0.0 || o->target[i] >= 1.0;
    return good;
}

/* Finds how large the inputs are, and whether a tangent serves: whether the targets make the
 * criterion convex and its gradient the derivative. */
static void
size_up(Objective *o, const double *x, const double *targets, const double *weights)
{
    const Network *net = &o->net;
    Tangent *at = &o->tangent;
    memset(at->farthest, 0, net->into_output * sizeof *x);
    memset(at->amount, 0, net->into_output * sizeof *x);
    at->farthest[0] = 1.0;
    for (Size i = 0; i < o->cases; i++, x += net->inputs, targets += net->outputs) {
        double amount = net->criterion == SOFTMAX ? 0.0 : 1.0;
        for (Size k = 0; k < net->outputs; k++) {
            at->serves &= targets[k] >= 0.0 && (net->criterion == SOFTMAX || targets[k] <= 1.0);
            amount += net->criterion == SOFTMAX ? targets[k] : 0.0;
        }
        amount *= weights[i];
        at->amount[0] += amount;
        for (Size j = 1; j < net->into_output; j++) {
            double size = fabs(x[j - 1]);
            at->farthest[j] = size > at->farthest[j] ? size : at->farthest[j];
            at->amount[j] += amount * size;
        }
    }
}

/* Says where a part adds up the gradient by its weights. */
static void
place_slopes(Objective *o, const Part *p)
{
    const Network *net = &o->net;
    for (Size u = 0; u < p->units; u++) {
        double *slope = p->hidden_slope + u * p->input_width + (p->together ? p->units : 0);
        double **place = o->slope + (p->first + u) * net->into_hidden;
        for (Size i = 0; i < net->inputs; i++)
            place[1 + i] = slope++;
        place[0] = slope;
    }
    for (Size k = 0; k < p->outputs; k++) {
        double *slope = p->output_slope + k * p->width;
        double **place =
            o->slope + net->size * net->into_hidden + (p->first_output + k) * net->into_output;
        for (Size u = 0; u < p->units; u++)
            place[1 + p->first + u] = slope++;
        for (Size i = 0; net->skip && i < p->row_inputs; i++)
            place[1 + net->size + i] = slope + i;
        if (p->first == 0)
            place[0] = slope + p->row_inputs;
    }
}

/* Shares the hidden units, or without them the outputs, out to as many parts as threads, of two or
 * more. */
static int
make_parts(Objective *o)
{
    const Network *net = &o->net;
    Size shared = net->size ? net->size : net->outputs, most = shared / 2 > 1 ? shared / 2 : 1;
    Size rows = (o->keeps_rows ? o->blocks : 1) * ROWS + 1; /* vectors may reach beyond the last */
    o->n_parts = o->team.threads < most ? o->team.threads : (int)most;
    o->parts = calloc(o->n_parts, sizeof *o->parts);
    if (!o->parts) {
        PyErr_NoMemory();
        return 0;
    }
    for (int j = 0; j < o->n_parts; j++) {
        Part *p = o->parts + j;
        Size before = o->n_parts - 1, from = (shared * j + before) / o->n_parts;
        Size count = (shared * (j + 1) + before) / o->n_parts - from;
        p->first = net->size ? from : 0;
        p->units = net->size ? count : 0;
        p->first_output = net->size ? 0 : from;
        p->outputs = net->size ? net->outputs : count;
        int first = p->first == 0, last = p->first + p->units == net->size;
        p->row_inputs = last && net->skip ? net->inputs : 0;
        p->input_width = padded(net->inputs + 1);
        p->width = padded(p->units + p->row_inputs + first);
        p->together = o->n_parts == 1 && p->units && p->width == p->input_width &&
                      padded(p->units + net->inputs + 1) == p->width;
        if (p->together)
            p->row_inputs = net->inputs;
        Size apart = !p->together, joined = p->units + (apart ? 0 : net->outputs);
        if (!(p->memory = ALLOCATE(
                  {&p->hidden, o->keeps_units ? 0 : ROWS, p->units},
                  {&p->hidden_error, ROWS, joined}, {&p->output_error, apart * ROWS, net->outputs},
                  {&p->input_row, apart * rows, p->input_width}, {&p->row, rows, p->width},
                  {&p->hidden_slope, joined, p->input_width},
                  {&p->output_slope, apart * p->outputs, p->width})))
            return 0;
        /* what is behind the sources is added up as well, though nobody reads it */
        memset(p->input_row, 0, apart * rows * p->input_width * sizeof *p->input_row);
        memset(p->row, 0, rows * p->width * sizeof *p->row);
        memset(p->hidden_slope, 0, joined * p->input_width * sizeof *p->hidden_slope);
        memset(p->output_slope, 0, apart * p->outputs * p->width * sizeof *p->output_slope);
        if (p->together) {
            p->input_row = p->row;
            p->output_error = p->hidden_error + p->units * ROWS;
            p->output_slope = p->hidden_slope + p->units * p->width;
        }
        place_slopes(o, p);
        for (Size block = 0; o->keeps_rows && block < o->blocks; block++)
            make_rows(o, p, block, p->input_row + block * ROWS * p->input_width,
                      p->row + block * ROWS * p->width);
    }
    return 1;
}

static int
prepare(Objective *o, int threads, const double *x, const double *targets, const double *weights,
        const double *decay)
{
    const Network *net = &o->net;
    o->blocks = (o->cases + ROWS - 1) / ROWS;
    Size slots = o->blocks * ROWS;
    double *decay_copy, *hit, *slope;
    o->x = x;
    /* Where few units wait for an input, turning it takes longer than they do. */
    Size kept = net->size + net->outputs < FEW_UNITS ? 16 * KEPT_INPUTS : KEPT_INPUTS;
    o->keeps_input = o->cases * net->inputs <= kept;
    o->keeps_rows = slots <= KEPT_ROWS / net->into_hidden;
    o->keeps_units = net->size && slots <= KEPT_UNITS / net->size;
    hire(&o->team, threads);
    Size at_hand = o->team.threads * ROWS;
    Tangent *at = &o->tangent;
    at->measured = !net->size && (net->criterion == SOFTMAX || net->criterion == ENTROPY);
    at->serves = at->measured && o->blocks > WORTH_A_TANGENT &&
                 net->weights <= o->cases * (net->inputs + net->outputs) / MARKS;
    at->apart = (o->blocks + MARKS - 1) / MARKS;
    Size marks = at->serves ? MARKS : 0;
    o->memory = ALLOCATE(
        {&o->input, o->keeps_input ? slots : at_hand, net->inputs},
        {&o->hidden, o->keeps_units ? slots : at_hand, net->size},
        {&o->target, slots, net->outputs}, {&o->output, slots, net->outputs},
        {&o->loss, slots, net->outputs}, {&o->case_weight, slots, 1},
        {&decay_copy, net->weights, 1}, {&slope, net->weights, 1},
        {&hit, net->criterion == SOFTMAX ? slots : 0, 1},
        {&o->hit_weight, net->criterion == SOFTMAX ? slots : 0, 1},
        {&o->target_sum, net->criterion == SOFTMAX ? slots : 0, 1},
        {&at->farthest, net->into_output, 1}, {&at->amount, net->into_output, 1},
        {&at->wts, marks ? net->weights : 0, 1}, {&at->slope, marks ? net->weights : 0, 1},
        {&at->slope_to, marks, net->weights}, {&at->losses, marks, 1}, {&at->tried, marks, 1});
    o->slope = (double **)slope;
    if (!o->memory || !make_parts(o))
        return 0;
    if (o->keeps_input)
        to_blocks(x, o->cases, net->inputs, o->input);
    to_blocks(targets, o->cases, net->outputs, o->target);
    to_blocks(weights, o->cases, 1, o->case_weight);
    memcpy(decay_copy, decay, net->weights * sizeof *decay);
    o->decay = decay_copy;
    o->one_per_case = net->criterion == CENSORED || net->outputs == 1;
    o->hit = (int32_t *)hit;
    if (net->criterion == SOFTMAX)
        find_hits(o);
    o->never_falls = never_falls(o);
    at->serves &= o->never_falls;
    if (at->measured)
        size_up(o, x, targets, weights);
    o->block_time = ROWS * (0.1 * (double)net->weights + 2.0 * (double)(net->size + net->outputs));
    return 1;
}

static PyObject *
objective_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"x",    "targets", "case_weights", "decay",     "inputs",  "size",
                            "outputs", "skip", "linear",       "criterion", "threads", NULL};
    PyObject *given[4];
    Py_buffer view[4];
    Network net = {0};
    int threads, held = 0;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "OOOOnnnppii", names, &given[0], &given[1],
                                     &given[2], &given[3], &net.inputs, &net.size, &net.outputs,
                                     &net.skip, &net.linear, &net.criterion, &threads) ||
        !layout(&net))
        return NULL;
    ObjectiveObject *self = NULL;
    if (!doubles(given[2], &view[0], 0, -1, "case_weights"))
        return NULL;
    held = 1;
    Size cases = view[0].len / (Size)sizeof(double), x_length, t_length;
    if (__builtin_mul_overflow(cases, net.inputs, &x_length) ||
        __builtin_mul_overflow(cases, net.outputs, &t_length))
        PyErr_NoMemory();
    else if (doubles(given[0], &view[1], 0, x_length, "x") && ++held &&
             doubles(given[1], &view[2], 0, t_length, "targets") && ++held &&
             doubles(given[3], &view[3], 0, net.weights, "decay") && ++held &&
             (self = (ObjectiveObject *)type->tp_alloc(type, 0)) != NULL) {
        self->o.net = net;
        self->o.cases = cases;
        self->x = view[1];
        view[1].obj = NULL; /* released with the objective */
        if (!prepare(&self->o, threads, self->x.buf, view[2].buf, view[0].buf, view[3].buf))
            Py_CLEAR(self);
    }
    while (held)
        PyBuffer_Release(&view[--held]);
    return (PyObject *)self;
}

static void
objective_dealloc(PyObject *object)
{
    ObjectiveObject *self = (ObjectiveObject *)object;
    if (self->o.team.threads)
        dismiss(&self->o.team);
    for (int j = 0; j < self->o.n_parts; j++)
        free(self->o.parts[j].memory);
    free(self->o.parts);
    free(self->o.memory);
    PyBuffer_Release(&self->x);
    Py_TYPE(object)->tp_free(object);
}

/* Marks an objective as in use by this thread; 0 with an exception if it is already. */
static int
enter(ObjectiveObject *self)
{
    if (self->busy) {
        PyErr_SetString(PyExc_RuntimeError, "this objective is in use in another thread");
        return 0;
    }
    self->busy = 1;
    return 1;
}

static PyObject *
objective_value(PyObject *object, PyObject *given)
{
    ObjectiveObject *self = (ObjectiveObject *)object;
    Py_buffer wts;
    if (!doubles(given, &wts, 0, self->o.net.weights, "wts"))
        return NULL;
    PyObject *result = NULL;
    if (enter(self)) {
        double f;
        Py_BEGIN_ALLOW_THREADS
        f = value(&self->o, wts.buf, INFINITY);
        Py_END_ALLOW_THREADS
        self->busy = 0;
        result = PyFloat_FromDouble(f);
    }
    PyBuffer_Release(&wts);
    return result;
}

static PyObject *
objective_gradient(PyObject *object, PyObject *args)
{
    ObjectiveObject *self = (ObjectiveObject *)object;
    PyObject *given, *into;
    Py_buffer wts, slope;
    Size n = self->o.net.weights;
    if (!PyArg_ParseTuple(args, "OO", &given, &into) || !doubles(given, &wts, 0, n, "wts"))
        return NULL;
    int good = 0;
    if (doubles(into, &slope, 1, n, "gradient")) {
        if (enter(self)) {
            Py_BEGIN_ALLOW_THREADS
            value(&self->o, wts.buf, INFINITY);
            gradient(&self->o, slope.buf);
            Py_END_ALLOW_THREADS
            self->busy = 0;
            good = 1;
        }
        PyBuffer_Release(&slope);
    }
    PyBuffer_Release(&wts);
    if (!good)
        return NULL;
    Py_RETURN_NONE;
}

/* Counts the outputs, from the first, whose weights are zero and not free: no finite input gives
 * them a score other than zero. */
static Size
idle_outputs(const Objective *o, const double *wts, const char *mask)
{
    Size i = 0;
    int finite = o->tangent.measured && o->net.criterion == SOFTMAX;
    for (Size j = 0; finite && j < o->net.into_output; j++)
        finite = isfinite(o->tangent.amount[j]);
    while (finite && i < o->net.weights && wts[i] == 0.0 && !mask[i])
        i++;
    return i / o->net.into_output;
}

static PyObject *
run_search(Objective *o, double *wts, const char *mask, long maxit, double abstol, double reltol,
           PyObject *report, const char *stop)
{
    Size n = 0, *free_weights = PyMem_Malloc((o->net.weights + 1) * sizeof(Size));
    if (!free_weights)
        return PyErr_NoMemory();
    for (Size i = 0; i < o->net.weights; i++)
        if (mask[i])
            free_weights[n++] = i;
    Search s = {.n = n, .width = padded(n), .free = free_weights, .wts = wts, .abstol = abstol,
                .reltol = reltol, .tiling = n <= FEW_WEIGHTS ? vector->shorter : vector};
    void *memory = ALLOCATE({&s.B, s.width, (s.width + LANES_MOST) / 2},
                            {&s.slope, o->net.weights, 1}, {&s.g, 1, s.width},
                            {&s.minus_g, 1, s.width}, {&s.c, 1, s.width}, {&s.t, 1, s.width},
                            {&s.X, 1, s.width}, {&s.start, 1, s.width}, {&s.t2, 1, s.width},
                            {&s.next, 1, s.width});
    PyObject *result = NULL;
    if (memory) {
        memset(s.g, 0, (char *)(s.next + s.width) - (char *)s.g);
        Console console = {.report = report, .stop = stop};
        clock_gettime(CLOCK_MONOTONIC, &console.asked);
        console.thread = PyEval_SaveThread();
        o->net.idle = idle_outputs(o, wts, mask);
        int status = search(o, &s, maxit, &console);
        o->net.idle = 0;
        PyEval_RestoreThread(console.thread);
        if (!console.failed)
            result = Py_BuildValue("dilll", s.best, status, s.iteration, s.nfev, s.njev);
    }
    free(memory);
    PyMem_Free(free_weights);
    return result;
}

static PyObject *
objective_minimise(PyObject *object, PyObject *args)
{
    ObjectiveObject *self = (ObjectiveObject *)object;
    PyObject *given, *mask, *report, *stop = Py_None, *result = NULL;
    long maxit;
    double abstol, reltol;
    Py_buffer wts, free_weights, stopped = {0};
    if (!PyArg_ParseTuple(args, "OOlddO|O", &given, &mask, &maxit, &abstol, &reltol, &report,
                          &stop) ||
        !doubles(given, &wts, 1, self->o.net.weights, "wts"))
        return NULL;
    if (PyObject_GetBuffer(mask, &free_weights, PyBUF_C_CONTIGUOUS) == 0) {
        if (free_weights.len != self->o.net.weights)
            PyErr_SetString(PyExc_ValueError, "the mask must have one byte for each weight");
        else if (stop == Py_None || PyObject_GetBuffer(stop, &stopped, PyBUF_SIMPLE) == 0) {
            if (stop != Py_None && stopped.len < 1)
                PyErr_SetString(PyExc_ValueError, "stop must have a byte");
            else if (enter(self)) {
                result = run_search(&self->o, wts.buf, free_weights.buf, maxit, abstol, reltol,
                                    report, stopped.buf);
                self->busy = 0;
            }
            PyBuffer_Release(&stopped); /* does nothing if none was got */
        }
        PyBuffer_Release(&free_weights);
    }
    PyBuffer_Release(&wts);
    return result;
}

static PyMethodDef objective_methods[] = {
    {"value", objective_value, METH_O, "value(wts): the criterion."},
    {"gradient", objective_gradient, METH_VARARGS, "gradient(wts, into): its gradient."},
    {"minimise", objective_minimise, METH_VARARGS,
     "minimise(wts, mask, maxit, abstol, reltol, report, stop=None): R's BFGS, in place.\n\n"
     "Returns value, status (0 converged, 1 stopped, 2 not finite at the start, -1 given up since\n"
     "the first byte of stop is no longer 0), iterations and evaluations of the criterion and of\n"
     "the gradient."},
    {0},
};

static PyMemberDef objective_members[] = {
    {"blocks", T_PYSSIZET, offsetof(ObjectiveObject, o.blocks), READONLY, "Blocks of cases."},
    {"passes", T_LONGLONG, offsetof(ObjectiveObject, o.passes), READONLY,
     "Blocks that have been passed forward for values of the criterion, so far."},
    {0},
};

static PyTypeObject ObjectiveType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "pynnet._kernel.Objective",
    .tp_basicsize = sizeof(ObjectiveObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_doc = "Criterion and gradient of a network over training data, compiled.",
    .tp_new = objective_new,
    .tp_dealloc = objective_dealloc,
    .tp_methods = objective_methods,
    .tp_members = objective_members,
};

/* ---- Python: module ------------------------------------------------------------------------- */

typedef struct {
    Network net;
    const double *x, *wts;
    double *scratch, *outputs;
    Size cases, per_block;
} Prediction;

enum { MOST_CASES_OF_A_MOMENT = 50000 }; /* times weights: some 20 microseconds */

static void
predict_block(Prediction *p, Size first)
{
    const Network *net = &p->net;
    Size n = p->cases - first < ROWS ? p->cases - first : ROWS;
    double *input = p->scratch, *hidden = input + net->inputs * ROWS;
    double *output = hidden + net->size * ROWS;
    to_blocks(p->x + first * net->inputs, n, net->inputs, input);
    vector->forward(net, p->wts, padded(n), input, hidden, output);
    for (Size r = 0; r < n; r++)
        for (Size k = 0; k < net->outputs; k++)
            p->outputs[(first + r) * net->outputs + k] = output[k * ROWS + r];
}

static PyObject *
kernel_outputs(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *given[3];
    Py_buffer view[3];
    Prediction p = {0};
    Network *net = &p.net;
    int held = 0, good = 0;
    if (!PyArg_ParseTuple(args, "OOOnnnnppi", &given[0], &given[1], &given[2], &p.cases,
                          &net->inputs, &net->size, &net->outputs, &net->skip, &net->linear,
                          &net->criterion) ||
        !layout(net))
        return NULL;
    Size x_length, y_length;
    if (p.cases < 0 || __builtin_mul_overflow(p.cases, net->inputs, &x_length) ||
        __builtin_mul_overflow(p.cases, net->outputs, &y_length))
        return PyErr_NoMemory();
    if (doubles(given[0], &view[0], 0, x_length, "x") && ++held &&
        doubles(given[1], &view[1], 0, net->weights, "wts") && ++held &&
        doubles(given[2], &view[2], 1, y_length, "outputs") && ++held) {
        p.x = view[0].buf;
        p.wts = view[1].buf;
        p.outputs = view[2].buf;
        void *memory = ALLOCATE({&p.scratch, ROWS, net->inputs + net->size + net->outputs});
        if (memory) {
            /* for a moment's work it does not pay to let go of Python's lock */
            PyThreadState *thread = NULL;
            if (p.cases > MOST_CASES_OF_A_MOMENT / (net->weights + 1))
                thread = PyEval_SaveThread();
            for (Size first = 0; first < p.cases; first += ROWS)
                predict_block(&p, first);
            if (thread)
                PyEval_RestoreThread(thread);
            free(memory);
            good = 1;
        }
    }
    while (held)
        PyBuffer_Release(&view[--held]);
    if (!good)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
kernel_use_table(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_buffer heads, tails;
    if (!PyArg_ParseTuple(args, "y*y*", &heads, &tails))
        return NULL;
    const double *head = heads.buf, *tail = tails.buf;
    int fits = heads.len == sizeof table.pair / 2 && tails.len == sizeof table.pair / 2;
    if (fits) {
        for (int i = 0; i < 128; i++) {
            table.pair[i][0] = head[i];
            table.pair[i][1] = tail[i];
        }
        table.given = 1;
        try_table();
    }
    PyBuffer_Release(&heads);
    PyBuffer_Release(&tails);
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "heads and tails must be 128 numbers of 8 bytes each");
        return NULL;
    }
    return PyBool_FromLong(table.exact);
}

static PyObject *
kernel_exp(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *given, *into;
    Py_buffer x, y;
    if (!PyArg_ParseTuple(args, "OO", &given, &into) || !doubles(given, &x, 0, -1, "x"))
        return NULL;
    Size n = x.len / (Size)sizeof(double);
    int good = doubles(into, &y, 1, n, "into");
    if (good) {
        for (Size first = 0; first < n; first += ROWS) {
            double in[ROWS] = {0}, out[ROWS];
            Size length = n - first < ROWS ? n - first : ROWS;
            memcpy(in, (double *)x.buf + first, length * sizeof *in);
            vector->exp(in, out, ROWS);
            memcpy((double *)y.buf + first, out, length * sizeof *out);
        }
        PyBuffer_Release(&y);
    }
    PyBuffer_Release(&x);
    if (!good)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
kernel_instruction_sets(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
    PyObject *names = PyList_New(0);
    for (size_t i = 0; names && i < sizeof sets / sizeof *sets; i++) {
        PyObject *name = runs_here(sets[i]) ? PyUnicode_FromString(sets[i]->name) : NULL;
        if (name && PyList_Append(names, name) < 0)
            Py_CLEAR(names);
        Py_XDECREF(name);
    }
    return names;
}

static PyObject *
kernel_use_instructions(PyObject *Py_UNUSED(module), PyObject *given)
{
    const char *name = PyUnicode_AsUTF8(given);
    for (size_t i = 0; name && i < sizeof sets / sizeof *sets; i++)
        if (strcmp(sets[i]->name, name) == 0 && runs_here(sets[i])) {
            const char *before = vector->name;
            vector = sets[i];
            try_table();
            return PyUnicode_FromString(before);
        }
    if (name)
        PyErr_Format(PyExc_ValueError, "this processor has no instruction set %R", given);
    return NULL;
}

static PyMethodDef methods[] = {
    {"outputs", kernel_outputs, METH_VARARGS, "Outputs of a network for rows of inputs."},
    {"use_table", kernel_use_table, METH_VARARGS,
     "use_table(heads, tails): take a table for exp; whether it serves, with the library's bits."},
    {"instruction_sets", kernel_instruction_sets, METH_NOARGS,
     "Names of the instruction sets that this processor has, the best first."},
    {"use_instructions", kernel_use_instructions, METH_O,
     "use_instructions(name): compute with another set than the best; the one before."},
    {"exp", kernel_exp, METH_VARARGS, "exp(x, into): exp as the kernel computes it."},
    {0},
};

static struct PyModuleDef module = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "pynnet._kernel",
    .m_doc = "The arithmetic of pynnet, compiled.",
    .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit__kernel(void)
{
    if (PyType_Ready(&ObjectiveType) < 0)
        return NULL;
    use_best();
    PyObject *m = PyModule_Create(&module);
    if (m && PyModule_AddObjectRef(m, "Objective", (PyObject *)&ObjectiveType) < 0)
        Py_CLEAR(m);
    return m;
}
