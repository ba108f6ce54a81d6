/* The criterion, its gradient, the outputs and R's BFGS, compiled.
 *
 * The arithmetic is that of _objective.py and _bfgs.py, and both are held equal bit for bit: every
 * sum runs in R's order, nothing is fused or reassociated. What makes it fast keeps the bits:
 * cases are taken in blocks, units by cases, so that the forward pass is elementwise over the
 * cases of a block; the gradient is elementwise over the weights of a unit; the forward pass of an
 * accepted point is kept for its gradient; and exp is computed for many arguments at once, by the
 * published algorithm of the C library, if it was found to give the library's bits.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROWS 64 /* cases in a block */
#define LANES 8 /* doubles in a vector; arrays of weights are padded to a multiple of it */
/* Sizes that depend on the machine, not on the bits; tests make them small. */
#ifndef KEPT_INPUTS
#define KEPT_INPUTS 8000000 /* more inputs than this are not kept a second time, by blocks */
#endif
#ifndef KEPT_UNITS
#define KEPT_UNITS 125000 /* more hidden units and outputs would not stay in the cache */
#endif
#ifndef GROUP
#define GROUP 32 /* blocks whose errors are kept at once for the gradient */
#endif

/* One function, compiled for several instruction sets; the loader picks the best. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(PYNNET_NO_CLONES) /* for tests of a single instruction set */
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

#define SPINS 4000 /* how often an idle thread looks for work before it sleeps */
#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#else
#define PAUSE() ((void)0)
#endif

typedef double Lane __attribute__((vector_size(8 * LANES), aligned(8)));

typedef Py_ssize_t Size;

/* Tells the compiler that a count is a multiple of LANES, so that loops need no remainder. */
#define WHOLE_LANES(n) ((n) &= -(Size)LANES)

enum { LEAST_SQUARES, ENTROPY, SOFTMAX, CENSORED };

/* ---- exp ------------------------------------------------------------------------------------ */

static struct {
    double tail[128];   /* 2^(i/128) = head (1 + tail) */
    uint64_t head[128]; /* bits of the head, less i << 45 */
    int exact;          /* whether it gave the C library's bits on all arguments tried */
} table;

/* exp(x) = 2^(k/128) exp(r), |r| <= ln 2 / 256, for |x| < 512 (Tang 1989, ARM's coefficients).
 * Without branches, so that a loop over it becomes vector instructions. */
static inline __attribute__((always_inline)) double
exp_by_table(double x)
{
    const double per_step = 0x1.71547652b82fep0 * 128, shift = 0x1.8p52;
    const double step_high = -0x1.62e42fefa0000p-8, step_low = -0x1.cf79abc9e3b39p-47;
    const double c2 = 0x1.ffffffffffdbdp-2, c3 = 0x1.555555555543cp-3;
    const double c4 = 0x1.55555cf172b91p-5, c5 = 0x1.1111167a4d017p-7;
    double k = __builtin_fma(per_step, x, shift), scale;
    uint64_t bits, scale_bits;
    memcpy(&bits, &k, sizeof bits);
    k -= shift;
    double r = __builtin_fma(k, step_low, __builtin_fma(k, step_high, x));
    scale_bits = table.head[bits & 127] + (bits << 45);
    memcpy(&scale, &scale_bits, sizeof scale);
    double r2 = r * r;
    double s = table.tail[bits & 127] + r;
    s = __builtin_fma(r2, __builtin_fma(r, c3, c2), s);
    s = __builtin_fma(r2 * r2, __builtin_fma(r, c5, c4), s);
    return __builtin_fma(scale, s, scale);
}

/* exp of a block's numbers. */
CLONES static void
exp_block(const double *restrict x, double *restrict y, Size rows)
{
    int near = table.exact;
    WHOLE_LANES(rows);
    for (Size i = 0; i < rows; i++)
        near &= fabs(x[i]) < 512.0;
    if (near)
        for (Size i = 0; i < rows; i++)
            y[i] = exp_by_table(x[i]);
    else
        for (Size i = 0; i < rows; i++)
            y[i] = exp(x[i]);
}

/* Whether the table's exp gives the library's bits, tried on arguments over the whole range and on
 * those between two steps of the table, where the rounding of k decides. */
CLONES static int
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
        for (int i = 0; i < ROWS; i++)
            y[i] = exp_by_table(x[i]);
        for (int i = 0; i < ROWS; i++)
            if (y[i] != exp(x[i]))
                return 0;
    }
    return 1;
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

/* Does job(context, i) for i below count, in any order, and returns when all are done. It waits
 * only for jobs that were taken: a worker that does not wake in time costs nothing. */
static void
share(Team *team, Job *job, void *context, long count)
{
    if (team->threads == 1 || count <= 1) {
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

typedef struct {
    Size inputs, size, outputs;
    int skip, linear, criterion;
    Size into_hidden, into_output; /* weights of a hidden and of an output unit */
    Size weights;
} Network;

typedef struct {
    Network net;
    Size cases, blocks;
    const double *decay, *wts;
    int one_per_case; /* whether a case adds a single number to the criterion */
    int32_t *hit;     /* softmax with one class a case: where in its block its probability is */
    /* by block, then unit, then case */
    double *target, *hidden, *output, *loss;
    const double *x; /* inputs as given, by case */
    double *input;   /* by block, or only the block at hand of each thread */
    int keeps_input; /* whether all blocks of inputs are kept: not if there are many */
    int keeps_units; /* whether hidden units and outputs are kept for the gradient, or made again */
    double *case_weight; /* by block, then case */
    /* for the gradient of a group of blocks */
    Size first_block, group_blocks;
    double *output_error, *hidden_error; /* by block of the group, unit, case; times case weight */
    double *input_row, *hidden_row;      /* by case of the group: 1 and the sources, padded */
    Size input_width, hidden_width;      /* padded lengths of these rows */
    double *hidden_slope, *output_slope; /* gradient so far, by unit, padded */
    Team team;
    void *memory;
} Objective;

static inline Size
padded(Size n)
{
    return (n + LANES - 1) / LANES * LANES;
}

/* z[u] = start[u * unit_step] + sum over i, in order, of w[u * unit_step + i * step] *
 * source[i * source_step], for a constant number of units and of vectors of cases, so that the
 * sums stay in registers. Without a start the sums go on from z. */
static inline __attribute__((always_inline)) void
add_sources_to(int units, int wide, double *z, const double *start, const double *w, Size unit_step,
               Size step, const double *source, Size source_step, Size count)
{
    Lane sum[4][2];
    for (int u = 0; u < units; u++)
        for (int v = 0; v < wide; v++)
            sum[u][v] = start ? (Lane){0} + start[u * unit_step]
                              : *(const Lane *)(z + u * ROWS + v * LANES);
    for (Size i = 0; i < count; i++) {
        const double *s = source + i * source_step;
        for (int u = 0; u < units; u++) {
            double weight = w[u * unit_step + i * step];
            for (int v = 0; v < wide; v++)
                sum[u][v] += weight * *(const Lane *)(s + v * LANES);
        }
    }
    for (int u = 0; u < units; u++)
        for (int v = 0; v < wide; v++)
            *(Lane *)(z + u * ROWS + v * LANES) = sum[u][v];
}

CLONES static void
add_sources(Size rows, Size units, double *z, const double *start, const double *w, Size unit_step,
            Size step, const double *source, Size source_step, Size count)
{
    for (Size u = 0; u < units;) {
        Size left = units - u, taken = left < 4 ? left : 4;
        const double *from = start ? start + u * unit_step : NULL;
        for (Size r = 0; r < rows;) {
            int two = r + 2 * LANES <= rows;
#define ADD(U, V) \
    add_sources_to(U, V, z + u * ROWS + r, from, w + u * unit_step, unit_step, step, source + r, \
                   source_step, count)
            switch (taken) {
            case 4: if (two) ADD(4, 2); else ADD(4, 1); break;
            case 3: if (two) ADD(3, 2); else ADD(3, 1); break;
            case 2: if (two) ADD(2, 2); else ADD(2, 1); break;
            default: if (two) ADD(1, 2); else ADD(1, 1); break;
            }
#undef ADD
            r += (two ? 2 : 1) * LANES;
        }
        u += taken;
    }
}

/* 1 / (1 + exp(-z)), and exactly 0 or 1 where z is beyond -15 or 15. */
CLONES static void
logistic(Size rows, Size units, double *restrict z)
{
    double near[ROWS], e[ROWS];
    WHOLE_LANES(rows);
    for (Size u = 0; u < units; u++, z += ROWS) {
        for (Size r = 0; r < rows; r++)
            near[r] = z[r] < -15.0 ? 15.0 : z[r] > 15.0 ? -15.0 : -z[r];
        if (table.exact)
            for (Size r = 0; r < rows; r++)
                e[r] = exp_by_table(near[r]);
        else
            for (Size r = 0; r < rows; r++)
                e[r] = exp(near[r]);
        for (Size r = 0; r < rows; r++) {
            double y = 1.0 / (1.0 + e[r]);
            y = z[r] < -15.0 ? 0.0 : y;
            z[r] = z[r] > 15.0 ? 1.0 : y;
        }
    }
}

CLONES static void
softmax(Size rows, Size units, double *restrict z)
{
    double largest[ROWS], sum[ROWS] = {0}, x[ROWS] = {0};
    WHOLE_LANES(rows);
    memcpy(largest, z, sizeof largest);
    for (Size k = 1; k < units; k++)
        for (Size r = 0; r < rows; r++)
            largest[r] = z[k * ROWS + r] > largest[r] ? z[k * ROWS + r] : largest[r];
    for (Size k = 0; k < units; k++) {
        double *p = z + k * ROWS;
        for (Size r = 0; r < rows; r++)
            x[r] = p[r] - largest[r];
        exp_block(x, p, rows);
        for (Size r = 0; r < rows; r++)
            sum[r] += p[r];
    }
    for (Size k = 0; k < units; k++)
        for (Size r = 0; r < rows; r++)
            z[k * ROWS + r] /= sum[r];
}

/* Forward pass of one block: from its inputs to its hidden units and outputs. */
static void
forward(const Network *net, const double *wts, Size rows, const double *input, double *hidden,
        double *output)
{
    const double *into_output = wts + net->size * net->into_hidden;
    add_sources(rows, net->size, hidden, wts, wts + 1, net->into_hidden, 1, input, ROWS,
                net->inputs);
    logistic(rows, net->size, hidden);
    add_sources(rows, net->outputs, output, into_output, into_output + 1, net->into_output, 1,
                hidden, ROWS, net->size);
    if (net->skip)
        add_sources(rows, net->outputs, output, NULL, into_output + 1 + net->size, net->into_output,
                    1, input, ROWS, net->inputs);
    if (net->criterion == SOFTMAX || net->criterion == CENSORED)
        softmax(rows, net->outputs, output);
    else if (!net->linear)
        logistic(rows, net->outputs, output);
}

/* ---- losses of a block, unit by case, and errors -------------------------------------------- */

CLONES static void
least_squares_loss(Size rows, Size units, const double *y, const double *t, const double *w, double *loss)
{
    for (Size i = 0; i < units; i++)
        for (Size r = 0; r < rows; r++) {
            double d = y[i * ROWS + r] - t[i * ROWS + r];
            loss[i * ROWS + r] = w[r] * (d * d);
        }
}

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
one_class_loss(Size rows, const int32_t *hit, const double *y, const double *t, const double *w, double *loss)
{
    for (Size r = 0; r < rows; r++)
        loss[r] = hit[r] < 0 ? 0.0 : unlikelihood(w[r] * t[hit[r]], y[hit[r]], w[r]);
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

static void
censored_loss(Size rows, Size units, const double *y, const double *t, const double *w, double *loss)
{
    double sum[ROWS];
    possible(rows, units, y, t, sum);
    for (Size r = 0; r < rows; r++)
        loss[r] = unlikelihood(w[r], sum[r], w[r]);
}

CLONES static void
output_errors(const Network *net, Size rows, const double *y, const double *t, double *error)
{
    Size q = net->outputs;
    double sum[ROWS];
    WHOLE_LANES(rows);
#define EACH(BODY) \
    for (Size k = 0; k < q; k++) \
        for (Size r = 0; r < rows; r++) { \
            Size i = k * ROWS + r; \
            BODY; \
        }
    switch (net->criterion) {
    case LEAST_SQUARES:
        EACH(error[i] = 2 * (y[i] - t[i]))
        if (!net->linear)
            EACH(error[i] *= y[i] * (1 - y[i]))
        break;
    case ENTROPY:
        EACH(error[i] = y[i] - t[i])
        break;
    case SOFTMAX:
        memset(sum, 0, sizeof sum);
        EACH(sum[r] += t[i])
        EACH(error[i] = sum[r] * y[i] - t[i])
        break;
    case CENSORED:
        possible(rows, q, y, t, sum);
        EACH(error[i] = t[i] == 1 ? y[i] - y[i] / sum[r] : y[i])
        break;
    }
#undef EACH
}

/* ---- value ---------------------------------------------------------------------------------- */

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
        for (Size r = 0; r < n; r++)
            for (Size i = 0; i < columns; i++)
                blocks[i * ROWS + r] = source[r * columns + i];
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

/* Where the units of a block are: its own place if all are kept, else the given one. */
static double *
place_of(const Objective *o, double *units, Size count, Size block, Size place)
{
    return units + (o->keeps_units ? block : place) * count * ROWS;
}

/* Forward pass of a block, its units written to their place. */
static void
pass(Objective *o, Size block, Size place, int thread)
{
    forward(&o->net, o->wts, rows_of(o, block), inputs_of(o, block, thread),
            place_of(o, o->hidden, o->net.size, block, place),
            place_of(o, o->output, o->net.outputs, block, place));
}

static void
forward_job(void *context, long block, int thread)
{
    Objective *o = context;
    const Network *net = &o->net;
    Size q = net->outputs, rows = rows_of(o, block);
    const double *output = place_of(o, o->output, q, block, thread);
    const double *t = o->target + block * q * ROWS, *w = o->case_weight + block * ROWS;
    double *loss = o->loss + block * q * ROWS;
    pass(o, block, thread, thread);
    switch (net->criterion) {
    case LEAST_SQUARES: least_squares_loss(rows, q, output, t, w, loss); break;
    case ENTROPY: entropy_loss(rows, q, output, t, w, loss); break;
    case SOFTMAX:
        if (o->one_per_case)
            one_class_loss(rows, o->hit + block * ROWS, output, t, w, loss);
        else
            softmax_loss(rows, q, output, t, w, loss);
        break;
    case CENSORED: censored_loss(rows, q, output, t, w, loss); break;
    }
}

static double
value(Objective *o, const double *wts)
{
    double total = 0.0, penalty = 0.0;
    Size units = o->one_per_case ? 1 : o->net.outputs;
    o->wts = wts;
    share(&o->team, forward_job, o, o->blocks);
    for (Size i = 0; i < o->cases; i++) {
        const double *loss = o->loss + i / ROWS * o->net.outputs * ROWS + i % ROWS;
        for (Size k = 0; k < units; k++)
            total += loss[k * ROWS];
    }
    for (Size i = 0; i < o->net.weights; i++)
        penalty += (o->decay[i] * wts[i]) * wts[i];
    return total + penalty;
}

/* ---- gradient, at the weights of the last value --------------------------------------------- */

/* Writes the units of a block into consecutive columns of its rows. */
static void
to_rows(Size cases, Size units, const double *block, double *rows, Size width, Size column)
{
    for (Size u = 0; u < units; u++)
        for (Size r = 0; r < cases; r++)
            rows[r * width + column + u] = block[u * ROWS + r];
}

/* Writes the inputs of a block into its rows. */
CLONES static void
inputs_to_rows(const Objective *o, Size block, Size place)
{
    const Network *net = &o->net;
    Size inputs = net->inputs, left = o->cases - block * ROWS, cases = left < ROWS ? left : ROWS;
    const double *x = o->x + block * ROWS * inputs;
    double *to_hidden = o->input_row + place * ROWS * o->input_width + 1;
    double *to_output = o->hidden_row + place * ROWS * o->hidden_width + 1 + net->size;
    for (Size r = 0; r < cases; r++) {
        for (Size i = 0; i < inputs; i++)
            to_hidden[r * o->input_width + i] = x[r * inputs + i];
        for (Size i = 0; net->skip && i < inputs; i++)
            to_output[r * o->hidden_width + i] = x[r * inputs + i];
    }
}

/* Makes the rows of a group: 1 for the bias, zeros behind the sources, the first inputs. */
static void
start_rows(Objective *o, Size places)
{
    memset(o->input_row, 0, places * ROWS * o->input_width * sizeof *o->input_row);
    memset(o->hidden_row, 0, places * ROWS * o->hidden_width * sizeof *o->hidden_row);
    for (Size r = 0; r < places * ROWS; r++)
        o->input_row[r * o->input_width] = o->hidden_row[r * o->hidden_width] = 1.0;
    for (Size place = 0; place < places; place++)
        inputs_to_rows(o, place, place);
}

CLONES static void
times_slope(Size rows, Size units, double *error, const double *h)
{
    WHOLE_LANES(rows);
    for (Size k = 0; k < units * ROWS; k += ROWS)
        for (Size r = k; r < k + rows; r++)
            error[r] *= h[r] * (1 - h[r]);
}

CLONES static void
times_case_weight(Size rows, Size units, double *error, const double *w)
{
    WHOLE_LANES(rows);
    for (Size k = 0; k < units; k++)
        for (Size r = 0; r < rows; r++)
            error[k * ROWS + r] = w[r] * error[k * ROWS + r];
}

static void
error_job(void *context, long place, int thread)
{
    Objective *o = context;
    const Network *net = &o->net;
    Size block = o->first_block + place, q = net->outputs, size = net->size;
    Size rows = rows_of(o, block);
    const double *h = place_of(o, o->hidden, size, block, place);
    const double *y = place_of(o, o->output, q, block, place);
    const double *w = o->case_weight + block * ROWS;
    const double *into_output = o->wts + size * net->into_hidden;
    double *output_error = o->output_error + place * q * ROWS;
    double *hidden_error = o->hidden_error + place * size * ROWS;
    if (!o->keeps_units)
        pass(o, block, place, thread);
    output_errors(net, rows, y, o->target + block * q * ROWS, output_error);
    memset(hidden_error, 0, size * ROWS * sizeof *hidden_error);
    /* outputs from the last to the first */
    add_sources(rows, size, hidden_error, NULL, into_output + (q - 1) * net->into_output + 1, 1,
                -net->into_output, output_error + (q - 1) * ROWS, -ROWS, q);
    times_slope(rows, size, hidden_error, h);
    times_case_weight(rows, size, hidden_error, w);
    times_case_weight(rows, q, output_error, w);
    if (o->blocks > GROUP) /* another group was there before */
        inputs_to_rows(o, block, place);
    to_rows(rows, size, h, o->hidden_row + place * ROWS * o->hidden_width, o->hidden_width, 1);
}

/* slope[u] += sum over the cases of a group, in order, of error[u] * row, for a constant number
 * of units and of vectors. */
static inline __attribute__((always_inline)) void
add_cases_to(int units, int wide, double *slope, Size width, const double *error, Size block_step,
             const double *row, Size cases)
{
    Lane sum[4][4];
    for (int u = 0; u < units; u++)
        for (int v = 0; v < wide; v++)
            sum[u][v] = *(const Lane *)(slope + u * width + v * LANES);
    for (Size i = 0; i < cases; i++) {
        const double *e = error + i / ROWS * block_step + i % ROWS;
        for (int u = 0; u < units; u++)
            for (int v = 0; v < wide; v++)
                sum[u][v] += e[u * ROWS] * *(const Lane *)(row + i * width + v * LANES);
    }
    for (int u = 0; u < units; u++)
        for (int v = 0; v < wide; v++)
            *(Lane *)(slope + u * width + v * LANES) = sum[u][v];
}

CLONES static void
add_cases(Size units, double *slope, Size width, const double *error, Size block_step,
          const double *row, Size cases)
{
    for (Size v = 0; v < width;) {
        int two = v + 2 * LANES <= width;
#define ADD(U, V) add_cases_to(U, V, slope + v, width, error, block_step, row + v, cases)
        switch (units) {
        case 4: if (two) ADD(4, 2); else ADD(4, 1); break;
        case 3: if (two) ADD(3, 2); else ADD(3, 1); break;
        case 2: if (two) ADD(2, 2); else ADD(2, 1); break;
        default: if (two) ADD(1, 2); else ADD(1, 1); break;
        }
#undef ADD
        v += (two ? 2 : 1) * LANES;
    }
}

static void
slope_job(void *context, long tile, int Py_UNUSED(thread))
{
    Objective *o = context;
    const Network *net = &o->net;
    Size hidden_tiles = (net->size + 3) / 4;
    Size cases = o->group_blocks * ROWS, behind = (o->first_block + o->group_blocks) * ROWS;
    if (behind > o->cases)
        cases -= behind - o->cases;
    if (tile < hidden_tiles) {
        Size u = tile * 4, units = net->size - u < 4 ? net->size - u : 4;
        add_cases(units, o->hidden_slope + u * o->input_width, o->input_width,
                  o->hidden_error + u * ROWS, net->size * ROWS, o->input_row, cases);
    }
    else {
        Size u = (tile - hidden_tiles) * 4, units = net->outputs - u < 4 ? net->outputs - u : 4;
        add_cases(units, o->output_slope + u * o->hidden_width, o->hidden_width,
                  o->output_error + u * ROWS, net->outputs * ROWS, o->hidden_row, cases);
    }
}

/* Copies the weights of a layer between their storage order and rows padded to a width. */
static void
spread(const double *g, Size units, Size fan, double *slope, Size width)
{
    for (Size u = 0; u < units; u++) {
        memcpy(slope + u * width, g + u * fan, fan * sizeof *g);
        memset(slope + u * width + fan, 0, (width - fan) * sizeof *g);
    }
}

static void
gather(double *g, Size units, Size fan, const double *slope, Size width)
{
    for (Size u = 0; u < units; u++)
        memcpy(g + u * fan, slope + u * width, fan * sizeof *g);
}

static void
gradient(Objective *o, double *g)
{
    const Network *net = &o->net;
    double *g_output = g + net->size * net->into_hidden;
    for (Size i = 0; i < net->weights; i++)
        g[i] = (2 * o->decay[i]) * o->wts[i];
    spread(g, net->size, net->into_hidden, o->hidden_slope, o->input_width);
    spread(g_output, net->outputs, net->into_output, o->output_slope, o->hidden_width);
    for (o->first_block = 0; o->first_block < o->blocks; o->first_block += GROUP) {
        Size left = o->blocks - o->first_block;
        o->group_blocks = left < GROUP ? left : GROUP;
        share(&o->team, error_job, o, o->group_blocks);
        share(&o->team, slope_job, o, (net->size + 3) / 4 + (net->outputs + 3) / 4);
    }
    gather(g, net->size, net->into_hidden, o->hidden_slope, o->input_width);
    gather(g_output, net->outputs, net->into_output, o->output_slope, o->hidden_width);
}

/* ---- R's BFGS (Nash, Compact Numerical Methods, 2nd ed., algorithm 21) ---------------------- */

typedef struct {
    Size n, width; /* free weights; padded length of a row of B */
    const Size *free;
    double *wts;   /* all weights, at the point of the search */
    double *slope; /* gradient by all weights */
    double *B;     /* inverse Hessian so far, symmetric */
    double *g, *c, *t, *X, *start, *t2;
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

/* y = sign * B v for symmetric B, each component in the order of the columns. */
CLONES static void
product(const Search *s, double sign, const double *v, double *y)
{
    enum { STRIP = 8 * LANES };
    for (Size i = 0; i < s->width; i += STRIP) {
        Size length = s->width - i < STRIP ? s->width - i : STRIP;
        if (length == STRIP) {
            Lane sum[8];
            for (int k = 0; k < 8; k++)
                sum[k] = (Lane){0};
            for (Size j = 0; j < s->n; j++) {
                double factor = sign * v[j];
                const double *row = s->B + j * s->width + i;
                for (int k = 0; k < 8; k++)
                    sum[k] += *(const Lane *)(row + k * LANES) * factor;
            }
            for (int k = 0; k < 8; k++)
                *(Lane *)(y + i + k * LANES) = sum[k];
            continue;
        }
        for (Size k = i; k < i + length; k += LANES) {
            Lane sum = {0};
            for (Size j = 0; j < s->n; j++)
                sum += *(const Lane *)(s->B + j * s->width + k) * (sign * v[j]);
            *(Lane *)(y + k) = sum;
        }
    }
}

CLONES static void
update(Search *s, double D1)
{
    const double *restrict t = s->t, *restrict X = s->X; /* zeros behind the n-th */
    product(s, 1.0, s->c, s->X);
    double D2 = 1.0 + dot(s->n, s->X, s->c) / D1;
    for (Size i = 0; i < s->n; i++) {
        double *restrict row = s->B + i * s->width;
        double D2t = D2 * t[i], Xi = X[i], ti = t[i];
        for (Size j = 0; j < padded(i + 1); j++) /* what is behind the diagonal comes below */
            row[j] += (D2t * t[j] - Xi * t[j] - ti * X[j]) / D1;
    }
    for (Size i = 0; i < s->n; i += LANES) /* mirror the lower triangle, by tiles */
        for (Size j = 0; j <= i; j += LANES)
            for (Size a = i; a < i + LANES && a < s->n; a++)
                for (Size b = j; b < j + LANES && b < a; b++)
                    s->B[b * s->width + a] = s->B[a * s->width + b];
}

static void
identity(Search *s)
{
    memset(s->B, 0, s->n * s->width * sizeof *s->B);
    for (Size i = 0; i < s->n; i++)
        s->B[i * s->width + i] = 1.0;
}

static void
free_gradient(Objective *o, Search *s)
{
    s->njev++;
    gradient(o, s->slope);
    for (Size i = 0; i < s->n; i++)
        s->g[i] = s->slope[s->free[i]];
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
    int failed;
} Console;

/* Calls back to Python with the iteration (or, below 0, only for signals); 0 unless it raised. */
static int
tell(Console *console, long iteration, double f)
{
    PyEval_RestoreThread(console->thread);
    if (iteration >= 0 && console->report != Py_None) {
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

static int
interrupted(Console *console)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double since = difftime(now.tv_sec, console->asked.tv_sec) +
                   1e-9 * (double)(now.tv_nsec - console->asked.tv_nsec);
    return since > 0.2 && tell(console, -1, 0.0);
}

/* Shortens the step until the value falls enough or no component moves. Returns how many do not
 * move, or -1 if interrupted; the step is left in t2. */
static Size
line_search(Objective *o, Search *s, double projected, Console *console)
{
    for (double step = 1.0;; step *= 0.2) {
        Size unmoved = 0;
        for (Size i = 0; i < s->n; i++) {
            s->t2[i] = step * s->t[i];
            double point = s->start[i] + s->t2[i];
            s->wts[s->free[i]] = point;
            unmoved += 10.0 + s->start[i] == 10.0 + point;
        }
        if (unmoved == s->n)
            return unmoved;
        s->f = value(o, s->wts);
        s->nfev++;
        if (interrupted(console))
            return -1;
        if (isfinite(s->f) && s->f <= s->best + projected * step * 1e-4)
            return unmoved;
    }
}

/* One step; returns how many components it left unmoved, -1 if interrupted. */
static Size
step(Objective *o, Search *s, Console *console)
{
    if (s->restarted_at == s->njev)
        identity(s);
    product(s, -1.0, s->g, s->t);
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

/* Searches until converged (0), stopped at maxit (1), not finite at the start (2) or the callback
 * raised (-1). */
static int
search(Objective *o, Search *s, long maxit, Console *console)
{
    s->f = s->best = value(o, s->wts);
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

/* Finds the class of each case, if no case has more than one. */
static void
find_hits(Objective *o)
{
    Size q = o->net.outputs;
    o->one_per_case = 1;
    for (Size i = 0; i < o->blocks * ROWS; i++) {
        const double *t = o->target + i / ROWS * q * ROWS + i % ROWS;
        o->hit[i] = -1;
        for (Size k = 0; k < q; k++)
            if (t[k * ROWS] > 0) {
                o->one_per_case &= o->hit[i] < 0 && q * ROWS < INT32_MAX;
                o->hit[i] = (int32_t)(k * ROWS + i % ROWS);
            }
    }
}

static int
prepare(Objective *o, int threads, const double *x, const double *targets, const double *weights,
        const double *decay)
{
    const Network *net = &o->net;
    o->blocks = (o->cases + ROWS - 1) / ROWS;
    Size kept = o->blocks < GROUP ? o->blocks : GROUP, slots = o->blocks * ROWS;
    o->input_width = padded(net->into_hidden);
    o->hidden_width = padded(net->into_output);
    double *decay_copy, *hit;
    o->x = x;
    o->keeps_input = o->cases * net->inputs <= KEPT_INPUTS;
    hire(&o->team, threads);
    Size places = kept > o->team.threads ? kept : o->team.threads;
    o->keeps_units = slots <= KEPT_UNITS / (net->size + net->outputs);
    Size input_rows = o->keeps_input ? slots : o->team.threads * ROWS;
    Size unit_rows = o->keeps_units ? slots : places * ROWS;
    o->memory = ALLOCATE(
        {&o->input, input_rows, net->inputs}, {&o->target, slots, net->outputs},
        {&o->hidden, unit_rows, net->size}, {&o->output, unit_rows, net->outputs},
        {&o->loss, slots, net->outputs}, {&o->case_weight, slots, 1},
        {&o->output_error, kept * ROWS, net->outputs}, {&o->hidden_error, kept * ROWS, net->size},
        {&o->input_row, kept * ROWS, o->input_width},
        {&o->hidden_row, kept * ROWS, o->hidden_width},
        {&o->hidden_slope, net->size, o->input_width},
        {&o->output_slope, net->outputs, o->hidden_width}, {&decay_copy, net->weights, 1},
        {&hit, slots, 1});
    if (!o->memory)
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
    start_rows(o, kept);
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
        f = value(&self->o, wts.buf);
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
            value(&self->o, wts.buf);
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

static PyObject *
run_search(Objective *o, double *wts, const char *mask, long maxit, double abstol, double reltol,
           PyObject *report)
{
    Size n = 0, *free_weights = PyMem_Malloc((o->net.weights + 1) * sizeof(Size));
    if (!free_weights)
        return PyErr_NoMemory();
    for (Size i = 0; i < o->net.weights; i++)
        if (mask[i])
            free_weights[n++] = i;
    Search s = {.n = n, .width = padded(n), .free = free_weights, .wts = wts, .abstol = abstol,
                .reltol = reltol};
    void *memory = ALLOCATE({&s.B, s.n, s.width}, {&s.slope, o->net.weights, 1}, {&s.g, 1, s.width},
                            {&s.c, 1, s.width}, {&s.t, 1, s.width}, {&s.X, 1, s.width},
                            {&s.start, 1, s.width}, {&s.t2, 1, s.width});
    PyObject *result = NULL;
    if (memory) {
        memset(s.g, 0, (char *)(s.t2 + s.width) - (char *)s.g);
        Console console = {.report = report};
        clock_gettime(CLOCK_MONOTONIC, &console.asked);
        console.thread = PyEval_SaveThread();
        int status = search(o, &s, maxit, &console);
        PyEval_RestoreThread(console.thread);
        if (status >= 0)
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
    PyObject *given, *mask, *report, *result = NULL;
    long maxit;
    double abstol, reltol;
    Py_buffer wts, free_weights;
    if (!PyArg_ParseTuple(args, "OOlddO", &given, &mask, &maxit, &abstol, &reltol, &report) ||
        !doubles(given, &wts, 1, self->o.net.weights, "wts"))
        return NULL;
    if (PyObject_GetBuffer(mask, &free_weights, PyBUF_C_CONTIGUOUS) == 0) {
        if (free_weights.len != self->o.net.weights)
            PyErr_SetString(PyExc_ValueError, "the mask must have one byte for each weight");
        else if (enter(self)) {
            result = run_search(&self->o, wts.buf, free_weights.buf, maxit, abstol, reltol, report);
            self->busy = 0;
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
     "minimise(wts, mask, maxit, abstol, reltol, report): R's BFGS, in place.\n\n"
     "Returns value, status (0 converged, 1 stopped, 2 not finite at the start), iterations and\n"
     "evaluations of the criterion and of the gradient."},
    {NULL},
};

static PyTypeObject ObjectiveType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "pynnet._kernel.Objective",
    .tp_basicsize = sizeof(ObjectiveObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_doc = "Criterion and gradient of a network over training data, compiled.",
    .tp_new = objective_new,
    .tp_dealloc = objective_dealloc,
    .tp_methods = objective_methods,
};

/* ---- Python: module ------------------------------------------------------------------------- */

typedef struct {
    Network net;
    const double *x, *wts;
    double *scratch, *outputs;
    Size cases, per_block;
} Prediction;

static void
predict_block(Prediction *p, Size first)
{
    const Network *net = &p->net;
    Size n = p->cases - first < ROWS ? p->cases - first : ROWS;
    double *input = p->scratch, *hidden = input + net->inputs * ROWS;
    double *output = hidden + net->size * ROWS;
    to_blocks(p->x + first * net->inputs, n, net->inputs, input);
    forward(net, p->wts, padded(n), input, hidden, output);
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
            Py_BEGIN_ALLOW_THREADS
            for (Size first = 0; first < p.cases; first += ROWS)
                predict_block(&p, first);
            Py_END_ALLOW_THREADS
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
    int fits = heads.len == sizeof table.head && tails.len == sizeof table.tail;
    if (fits) {
        memcpy(table.head, heads.buf, sizeof table.head);
        memcpy(table.tail, tails.buf, sizeof table.tail);
        table.exact = exp_agrees();
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
            exp_block(in, out, ROWS);
            memcpy((double *)y.buf + first, out, length * sizeof *out);
        }
        PyBuffer_Release(&y);
    }
    PyBuffer_Release(&x);
    if (!good)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"outputs", kernel_outputs, METH_VARARGS, "Outputs of a network for rows of inputs."},
    {"use_table", kernel_use_table, METH_VARARGS,
     "use_table(heads, tails): take a table for exp; whether it gives the C library's bits."},
    {"exp", kernel_exp, METH_VARARGS, "exp(x, into): exp as the kernel computes it."},
    {NULL},
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
    PyObject *m = PyModule_Create(&module);
    if (m && PyModule_AddObjectRef(m, "Objective", (PyObject *)&ObjectiveType) < 0)
        Py_CLEAR(m);
    return m;
}
