/* The module as Python sees it: outputs for other data, exp, instruction sets.
 *
 * Relies on `vector` and its table, on to_blocks() in forward.h, and on objective_type.h.
 */

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
    if (!PyArg_ParseTuple(args, "OOOnO&", &given[0], &given[1], &given[2], &p.cases, read_network,
                          net))
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

/* exp or log as the rest of the kernel calls them, one by one. */
static PyObject *
of_library(double (*function)(double), PyObject *given)
{
    double x = PyFloat_AsDouble(given);
    return x == -1.0 && PyErr_Occurred() ? NULL : PyFloat_FromDouble(function(x));
}

static PyObject *
kernel_library_exp(PyObject *Py_UNUSED(module), PyObject *given)
{
    return of_library(library_exp, given);
}

static PyObject *
kernel_library_log(PyObject *Py_UNUSED(module), PyObject *given)
{
    return of_library(library_log, given);
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
    const char *name = PyUnicode_AsUTF8AndSize(given, NULL);
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

#ifdef FAILING_ALLOCATIONS
static PyObject *
kernel_fail_allocation(PyObject *Py_UNUSED(module), PyObject *given)
{
    long number = PyLong_AsLong(given);
    if (number == -1 && PyErr_Occurred())
        return NULL;
    return PyLong_FromLong(atomic_exchange(&until_failure, number));
}
#endif

static PyMethodDef methods[] = {
#ifdef FAILING_ALLOCATIONS
    {"fail_allocation", kernel_fail_allocation, METH_O,
     "fail_allocation(number): let an allocation fail, 0 the next; what was left of the last."},
#endif
    {"outputs", kernel_outputs, METH_VARARGS, "Outputs of a network for rows of inputs."},
    {"use_table", kernel_use_table, METH_VARARGS,
     "use_table(heads, tails): take a table for exp; whether it serves, with the library's bits."},
    {"instruction_sets", kernel_instruction_sets, METH_NOARGS,
     "Names of the instruction sets that this processor has, the best first."},
    {"use_instructions", kernel_use_instructions, METH_O,
     "use_instructions(name): compute with another set than the best; the one before."},
    {"library_exp", kernel_library_exp, METH_O,
     "library_exp(x): the exp that the kernel has of the C library."},
    {"library_log", kernel_library_log, METH_O,
     "library_log(x): the log that the kernel has of the C library."},
    {"exp", kernel_exp, METH_VARARGS, "exp(x, into): exp as the kernel computes it."},
    {0},
};

static PyModuleDef module = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "pynnet._network._kernel",
    .m_doc = "The arithmetic of pynnet, compiled.",
    .m_size = -1,
    .m_methods = methods,
};

#ifndef SOURCES
#define SOURCES "unknown" /* setup.py gives a digest of the files that this was built from */
#endif

PyMODINIT_FUNC
PyInit__kernel(void)
{
    static int loaded; /* a second load must not count each fork twice */
    if (!loaded && pthread_atfork(NULL, NULL, count_fork) != 0)
        return PyErr_NoMemory();
    loaded = 1;
    find_library();
    use_best();
    PyObject *m = PyModule_Create(&module);
#ifdef Py_GIL_DISABLED
    /* An objective lets in one thread at a time, and nothing else changes after the import. */
    if (m && PyUnstable_Module_SetGIL(m, Py_MOD_GIL_NOT_USED) < 0)
        Py_CLEAR(m);
#endif
    PyObject *type = m ? PyType_FromSpec(&objective_type) : NULL;
    if (m && (!type || PyModule_AddObjectRef(m, "Objective", type) < 0))
        Py_CLEAR(m);
    Py_XDECREF(type);
    if (m && PyModule_AddStringConstant(m, "sources", SOURCES) < 0)
        Py_CLEAR(m);
    return m;
}
