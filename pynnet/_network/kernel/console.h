/* What a search has to do with Python while it runs: reports, signals, being given up.
 *
 * Python's lock is free meanwhile, and taken for tell() alone. Relies on how long an Objective says
 * its last value took.
 */

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
