/* R's BFGS (Nash, Compact Numerical Methods, 2nd ed., algorithm 21).
 *
 * Step by step what bfgs_search.py does. Relies on value.h and gradient.h, on `vector` for the
 * inverse Hessian, and on console.h to report and to be interrupted.
 */

typedef struct {
    long maxiter;
    double abstol, reltol;
} Rules;

/* A converter for PyArg_Parse: when to stop, from what `StoppingRules.numbers` gives. */
static int
read_rules(PyObject *numbers, void *place)
{
    Rules *rules = place;
    if (!PyTuple_Check(numbers)) {
        PyErr_SetString(PyExc_TypeError, "stopping rules are a tuple of numbers");
        return 0;
    }
    return PyArg_ParseTuple(numbers, "ldd", &rules->maxiter, &rules->abstol, &rules->reltol);
}

typedef struct {
    Size n, width; /* free weights; the same, padded */
    const Size *free;
    double *wts;          /* all weights, at the point of the search */
    double *slope;        /* gradient by all weights */
    double *B;            /* inverse Hessian so far, by tiles */
    const Vector *tiling; /* whose tiles they are */
    double *g, *minus_g, *c, *t, *X, *start, *t2, *next;
    int roughly; /* whether rough values serve where they decide what the criterion would */
    Rough f, best; /* at the point tried last; at the start of the step */
    double summed; /* the rough value of the point tried last, NAN if it was not evaluated so */
    double *path;  /* the criterion at each iteration: docs/internals.md, "The path" */
    Size known, room; /* how many there are; for how many there is memory */
    int no_memory;
    long iteration, nfev, njev, restarted_at;
    Rules rules;
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

static Rough
exact(double number)
{
    return (Rough){number, 0.0};
}

/* The criterion behind a step from the start, whatever point is tried now. */
static Rough
value_behind(Objective *o, Search *s, double step)
{
    for (Size i = 0; i < s->n; i++) {
        s->next[i] = s->wts[s->free[i]];
        s->wts[s->free[i]] = step == 0.0 ? s->start[i] : s->start[i] + step * s->t[i];
    }
    Rough f = exact(value(o, s->wts, INFINITY));
    for (Size i = 0; i < s->n; i++)
        s->wts[s->free[i]] = s->next[i];
    return f;
}

/* The search goes on from the value of the point tried last, even if it was refused: that of the
 * step `tried`, where its evaluation was rough or broken off. */
static void
complete(Objective *o, Search *s, double tried)
{
    if (s->best.slack != 0.0)
        s->best = value_behind(o, s, 0.0);
    if (s->f.slack != 0.0 || o->evaluated < o->blocks)
        s->f = value_behind(o, s, tried);
}

/* Where rough values do not decide: those of the start and of the point tried. Its outputs are
 * what is known last, for the gradient. */
static void
be_exact(Objective *o, Search *s)
{
    if (s->best.slack != 0.0) {
        s->best = value_behind(o, s, 0.0);
        s->f = exact(value(o, s->wts, INFINITY));
    } else if (s->f.slack != 0.0)
        s->f = exact(last_value(o));
}

/* Whether the point tried is below the best by so much (less than 0). */
static int
falls(Objective *o, Search *s, double enough)
{
    double slack = s->f.slack + s->best.slack, most = s->best.number + enough;
    if (s->f.number - slack > most)
        return 0;
    if (!(s->f.number + slack <= most)) {
        be_exact(o, s);
        most = s->best.number + enough;
    }
    return isfinite(s->f.number) && s->f.number <= most;
}

/* Whether the point accepted is so far from the best that the search goes on. */
static int
goes_on(Objective *o, Search *s)
{
    double slack = s->f.slack + s->best.slack, reltol = s->rules.reltol;
    if (!(s->f.number - slack > s->rules.abstol &&
          fabs(s->f.number - s->best.number) - slack >
              reltol * (fabs(s->best.number) + slack + reltol)))
        be_exact(o, s);
    return s->f.number > s->rules.abstol && fabs(s->f.number - s->best.number) >
                                                reltol * (fabs(s->best.number) + reltol);
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
        double enough = projected * step * 1e-4, most = s->best.number + enough;
        s->f = s->roughly ? rough_value(o, s->wts, most + s->best.slack)
                          : exact(value(o, s->wts, most));
        s->summed = s->roughly && o->evaluated == o->blocks ? s->f.number : NAN;
        s->nfev++;
        if (interrupted(o, console))
            return -1;
        if (falls(o, s, enough))
            return unmoved;
    }
}

/* Keeps one more value for the path; 0 if there is no memory. */
static int
keep(Search *s, double number)
{
    if (s->known == s->room) {
        Size room = s->room ? 2 * s->room : 128;
        double *path = MALLOC(room * sizeof *path);
        s->no_memory = path == NULL;
        if (!path)
            return 0;
        if (s->known)
            memcpy(path, s->path, s->known * sizeof *path);
        free(s->path);
        s->path = path;
        s->room = room;
    }
    s->path[s->known++] = number;
    return 1;
}

/* What the path holds of the point accepted: where losses are plain the rough value, whatever the
 * search had to know of it. */
static double
accepted(const Objective *o, const Search *s)
{
    if (!o->plain)
        return s->f.number;
    return isnan(s->summed) ? rough_last_value(o) : s->summed;
}

/* One step; returns how many components it left unmoved, -1 if interrupted or without memory. */
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
    if (!goes_on(o, s)) {
        unmoved = s->n;
        s->best = s->f;
    }
    if (unmoved == s->n)
        return no_progress(s);
    if (!keep(s, accepted(o, s)))
        return -1;
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

/* Tells of the iteration; exactly, even if the search needed no more than a rough value. */
static int
tell_exactly(Objective *o, Search *s, Console *console)
{
    if (s->f.slack != 0.0 && console->report != Py_None)
        s->f = s->best = exact(last_value(o));
    return tell(console, s->iteration, s->f.number);
}

/* Steps until converged (0), stopped at maxiter (1), or until the callback raised, nobody waits
 * any more or there is no memory (-1). */
static int
steps(Objective *o, Search *s, Console *console)
{
    free_gradient(o, s);
    s->iteration = 1;
    s->restarted_at = s->njev;
    Size unmoved;
    do { /* once even if nothing is free: with maxiter = 1 that stops the search, as in R */
        unmoved = step(o, s, console);
        if (unmoved < 0)
            return -1;
        if (s->iteration % 10 == 0 && tell_exactly(o, s, console))
            return -1;
        if (s->iteration >= s->rules.maxiter)
            return 1;
        if (s->njev - s->restarted_at > 2 * s->n)
            s->restarted_at = s->njev;
    } while (!(unmoved == s->n && s->restarted_at == s->njev));
    return 0;
}

/* Searches until converged (0), stopped at maxiter (1), not finite at the start (2), or until the
 * callback raised, nobody waits any more or there is no memory (-1). */
static int
search(Objective *o, Search *s, Console *console)
{
    s->f = s->best = exact(value(o, s->wts, INFINITY));
    if (!keep(s, s->f.number))
        return -1;
    if (s->rules.maxiter <= 0)
        return 0;
    s->nfev = 1;
    if (!isfinite(s->f.number))
        return 2;
    if (tell(console, 0, s->f.number))
        return -1;
    s->roughly = o->plain && !o->tangent.serves;
    int status = steps(o, s, console);
    if (s->best.slack != 0.0) /* it is that of the last point, which no step has left */
        s->best = exact(value(o, s->wts, INFINITY));
    s->path[s->known - 1] = s->best.number;
    return status;
}
