/* Objective as Python sees it: criterion, gradient and search over one set of training data.
 *
 * Arguments are checked here, and Python's lock is released. Relies on prepare.h, value.h,
 * gradient.h and search.h.
 */

typedef struct {
    PyObject_HEAD
    Objective o;
    Py_buffer x; /* held as long as the objective reads it */
    atomic_int busy; /* in use, with Python's lock released */
} ObjectiveObject;

static PyObject *
objective_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"x", "targets", "case_weights", "decay", "network", "threads", NULL};
    PyObject *given[4];
    Py_buffer view[4];
    Network net = {0};
    int threads, held = 0;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "OOOOO&i", names, &given[0], &given[1],
                                     &given[2], &given[3], read_network, &net, &threads))
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
             (self = (ObjectiveObject *)PyType_GenericAlloc(type, 0)) != NULL) {
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
    PyTypeObject *type = Py_TYPE(object);
    if (self->o.team.threads)
        dismiss(&self->o.team);
    for (int j = 0; j < self->o.n_parts; j++)
        free(self->o.parts[j].memory);
    free(self->o.parts);
    free(self->o.memory);
    PyBuffer_Release(&self->x);
    PyObject_Free(object);
    Py_DECREF(type); /* which each object holds */
}

/* Marks an objective as in use by this thread; 0 with an exception if it is already. */
static int
enter(ObjectiveObject *self)
{
    if (atomic_exchange(&self->busy, 1)) {
        PyErr_SetString(PyExc_RuntimeError, "this objective is in use in another thread");
        return 0;
    }
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
        atomic_store(&self->busy, 0);
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
            atomic_store(&self->busy, 0);
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
outcome(const Search *s, int status)
{
    PyObject *path =
        PyBytes_FromStringAndSize((const char *)s->path, s->known * (Size)sizeof *s->path);
    return path ? Py_BuildValue("dilllN", s->best.number, status, s->iteration, s->nfev, s->njev,
                                path)
                : NULL;
}

static PyObject *
run_search(Objective *o, double *wts, const char *mask, Rules rules, PyObject *report,
           const char *stop)
{
    Size n = 0, *free_weights = MALLOC((o->net.weights + 1) * sizeof(Size));
    if (!free_weights)
        return PyErr_NoMemory();
    for (Size i = 0; i < o->net.weights; i++)
        if (mask[i])
            free_weights[n++] = i;
    Search s = {.n = n, .width = padded(n), .free = free_weights, .wts = wts, .rules = rules,
                .tiling = n <= FEW_WEIGHTS ? vector->shorter : vector};
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
        int status = search(o, &s, &console);
        o->net.idle = 0;
        PyEval_RestoreThread(console.thread);
        if (s.no_memory)
            PyErr_NoMemory();
        else if (!console.failed)
            result = outcome(&s, status);
    }
    free(s.path);
    free(memory);
    free(free_weights);
    return result;
}

static PyObject *
objective_minimise(PyObject *object, PyObject *args)
{
    ObjectiveObject *self = (ObjectiveObject *)object;
    PyObject *given, *mask, *report, *stop = Py_None, *result = NULL;
    Rules rules;
    Py_buffer wts, free_weights, stopped = {0};
    if (!PyArg_ParseTuple(args, "OOO&O|O", &given, &mask, read_rules, &rules, &report, &stop) ||
        !doubles(given, &wts, 1, self->o.net.weights, "wts"))
        return NULL;
    if (PyObject_GetBuffer(mask, &free_weights, PyBUF_C_CONTIGUOUS) == 0) {
        if (free_weights.len != self->o.net.weights)
            PyErr_SetString(PyExc_ValueError, "the mask must have one byte for each weight");
        else if (stop == Py_None || PyObject_GetBuffer(stop, &stopped, PyBUF_SIMPLE) == 0) {
            if (stop != Py_None && stopped.len < 1)
                PyErr_SetString(PyExc_ValueError, "stop must have a byte");
            else if (enter(self)) {
                result = run_search(&self->o, wts.buf, free_weights.buf, rules, report,
                                    stopped.buf);
                atomic_store(&self->busy, 0);
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
     "minimise(wts, mask, rules, report, stop=None): R's BFGS, in place.\n\n"
     "Returns value, status (0 converged, 1 stopped, 2 not finite at the start, -1 given up since\n"
     "the first byte of stop is no longer 0), iterations, evaluations of the criterion and of the\n"
     "gradient, and the criterion at each iteration as the bytes of doubles."},
    {0},
};

static PyMemberDef objective_members[] = {
    {"blocks", T_PYSSIZET, offsetof(ObjectiveObject, o.blocks), READONLY, "Blocks of cases."},
    {"passes", T_LONGLONG, offsetof(ObjectiveObject, o.passes), READONLY,
     "Blocks that have been passed forward for values of the criterion, so far."},
    {0},
};

static PyType_Slot objective_slots[] = {
    {Py_tp_doc, "Criterion and gradient of a network over training data, compiled."},
    {Py_tp_new, objective_new},
    {Py_tp_dealloc, objective_dealloc},
    {Py_tp_methods, objective_methods},
    {Py_tp_members, objective_members},
    {0},
};

static PyType_Spec objective_type = {
    .name = "pynnet._network._kernel.Objective",
    .basicsize = sizeof(ObjectiveObject),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = objective_slots,
};
