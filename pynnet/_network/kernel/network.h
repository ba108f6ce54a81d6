/* What a network is, and the sizes that the machine decides.
 *
 * Relies on Python's Py_ssize_t, on its tuples, and on its exceptions for sizes that cannot be.
 */

#define ROWS 64 /* cases in a block */
#define LANES_MOST 8 /* arrays of weights are padded to a multiple of it */
/* Numbers that speed depends on, not the bits; tests make sizes small, and roughness large. */
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

#ifndef ROUGHNESS
#define ROUGHNESS 4.0 /* epsilons by which a rough value may err for each of its terms */
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
enum { LOGISTIC, LINEAR };

typedef struct {
    Size inputs, size, outputs;
    int skip, linear, criterion; /* linear: whether the outputs are */
    Size into_hidden, into_output; /* weights of a hidden and of an output unit */
    Size weights;
    Size idle; /* outputs, from the first, whose weights are zero and stay so */
} Network;

static inline Size
padded(Size n)
{
    return (n + LANES_MOST - 1) / LANES_MOST * LANES_MOST;
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

/* A converter for PyArg_Parse: a network from the numbers that `Network.kernel_numbers` and its
 * criterion give. */
static int
read_network(PyObject *numbers, void *place)
{
    Network *net = place;
    int hidden, output;
    if (!PyTuple_Check(numbers)) {
        PyErr_SetString(PyExc_TypeError, "a network is a tuple of numbers");
        return 0;
    }
    if (!PyArg_ParseTuple(numbers, "nnnpiii", &net->inputs, &net->size, &net->outputs, &net->skip,
                          &hidden, &output, &net->criterion))
        return 0;
    if (hidden != LOGISTIC || (output != LOGISTIC && output != LINEAR)) {
        PyErr_SetString(PyExc_ValueError, "the kernel knows no such units");
        return 0;
    }
    net->linear = output == LINEAR;
    return layout(net);
}
