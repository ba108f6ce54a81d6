/* What this machine can do at most, one thread: billions of operations a second.
 *
 * Compiled and run by limits.py with the flags of the kernel and -march=native. It includes
 * the kernel for its exp, and calls nothing of Python's.
 */
#include "kernel.c"

#include <stdio.h>

#if defined(__AVX512F__)
#define BYTES 64
#elif defined(__AVX__)
#define BYTES 32
#else
#define BYTES 16
#endif
#define WIDTH (BYTES / 8)
#define CHAINS 6 /* independent vectors: enough to hide the latency, few enough for registers */
#define NUMBERS 2048

typedef double Wide __attribute__((vector_size(BYTES)));

static volatile double one = 1.0, sink;

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Products and sums in registers, each rounded on its own. */
static double
multiply_and_add(long rounds)
{
    Wide product[CHAINS], sum[CHAINS], factor;
    for (int l = 0; l < WIDTH; l++)
        factor[l] = one;
    for (int k = 0; k < CHAINS; k++) {
        product[k] = factor * (double)(k + 1);
        sum[k] = product[k] - product[k];
    }
    for (long i = 0; i < rounds; i++)
        for (int k = 0; k < CHAINS; k++) {
            product[k] *= factor;
            sum[k] += product[k];
        }
    for (int k = 0; k < CHAINS; k++)
        sink = sum[k][0];
    return (double)rounds * CHAINS * WIDTH;
}

static double numbers[NUMBERS], results[NUMBERS];

/* 1 / (1 + e), as the logistic function has it. */
static double
divide(long rounds)
{
    for (long i = 0; i < rounds; i++) {
        double top = one;
        for (int k = 0; k < NUMBERS; k++)
            results[k] = top / (1.0 + numbers[k]);
        sink = results[i % NUMBERS];
    }
    return (double)rounds * NUMBERS;
}

static double
one_by_one(long rounds)
{
    for (long i = 0; i < rounds; i++)
        for (int k = 0; k < NUMBERS; k++)
            sink = library_exp(numbers[k]);
    return (double)rounds * NUMBERS;
}

static double
many_exps(long rounds)
{
    for (long i = 0; i < rounds; i++) {
        for (int k = 0; k < NUMBERS; k += ROWS)
            vector->exp(numbers + k, results + k, ROWS);
        sink = results[i % NUMBERS];
    }
    return (double)rounds * NUMBERS;
}

static Wide *memory;
static size_t memory_bytes = (size_t)256 << 20;

/* Bytes read from memory. */
static double
read_memory(long rounds)
{
    size_t n = memory_bytes / sizeof *memory;
    Wide sum[4] = {memory[0], memory[0], memory[0], memory[0]};
    for (long i = 0; i < rounds; i++)
        for (size_t k = 0; k < n; k += 4)
            for (int j = 0; j < 4; j++)
                sum[j] += memory[k + j];
    sink = sum[0][0] + sum[1][0] + sum[2][0] + sum[3][0];
    return (double)rounds * (double)memory_bytes;
}

/* The best of some runs of at least a twentieth of a second. */
static void
measure(const char *name, double (*run)(long))
{
    double best = 0.0;
    long rounds = 1;
    for (int repeat = 0; repeat < 7;) {
        double before = now(), done = run(rounds), seconds = now() - before;
        if (seconds < 0.05) {
            rounds *= 2;
            continue;
        }
        best = fmax(best, done / seconds * 1e-9);
        repeat++;
    }
    printf("%s %.6g\n", name, best);
}

int
main(void)
{
    memory = aligned_alloc(64, memory_bytes);
    if (!memory)
        return 1;
    for (size_t i = 0; i < memory_bytes / sizeof(double); i++)
        ((double *)memory)[i] = 1.0;
    for (int k = 0; k < NUMBERS; k++)
        numbers[k] = 12.0 * (k * 997 % NUMBERS) / NUMBERS - 6.0;
    for (int k = 0; k < 128; k++)
        table.pair[k][0] = 1.0; /* any number will do */
    table.exact = 1;
    find_library();
    use_best();
    measure("multiply_and_add", multiply_and_add);
    measure("divide", divide);
    measure("library_exp", one_by_one);
    measure("kernel_exp", many_exps);
    measure("read_memory", read_memory);
    printf("lanes %d\n", WIDTH);
    return 0;
}
