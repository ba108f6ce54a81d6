/* The criterion, or as much of it as a search needs to refuse a point: a bound, or a rough value
 * that rounding alone keeps from the criterion.
 *
 * Relies on forward.h for blocks, on threads.h to share them out, and on tangent.h for what they
 * add up to at least.
 */

/* Where to look next at what blocks from `first` have added up: after a step, or at the last mark
 * before that. */
static Size
next_stop(const Objective *o, Size first, Size step)
{
    const Tangent *at = &o->tangent;
    Size end = first + step;
    if (at->serves && end / at->apart > first / at->apart)
        end -= end % at->apart;
    return end < o->blocks ? end : o->blocks;
}

/* Passes some blocks forward and adds their losses to the total; keeps it at the marks. */
static double
add_blocks(Objective *o, Size first, Size end, double total)
{
    Tangent *at = &o->tangent;
    o->first_block = first;
    share(&o->team, forward_job, o, end - first, o->block_time);
    for (Size block = first; block < end; block++) {
        total = o->rough ? total + o->loss[block * o->net.outputs * ROWS]
                         : add_losses(o, block, total);
        if (at->serves)
            at->tried[block / at->apart] = total;
    }
    o->evaluated = end;
    o->passes += end - first;
    return total;
}

static double
penalty_of(const Objective *o, const double *wts)
{
    double penalty = 0.0;
    for (Size i = 0; i < o->net.weights; i++)
        penalty += (o->decay[i] * wts[i]) * wts[i];
    return penalty;
}

/* A number, and how far from it the criterion may be: 0 where it is the criterion. */
typedef struct {
    double number, slack;
} Rough;

/* How far a rough value may be from the criterion; docs/internals.md, "Rough values", says why. */
static double
roughness(const Objective *o, double number)
{
    Size terms = o->cases * o->net.outputs + o->net.weights;
    return ROUGHNESS * DBL_EPSILON * (double)(terms + 16) * (number + 1.0);
}

/* The criterion at some weights; or, where it is above `most`, perhaps only a number above `most`
 * that it reaches at least. Rounded sums of numbers that are not negative never fall, so that the
 * sum of the first cases is such a number; and where there is a tangent, it and what the tangent
 * says of the others, less the slack for rounding. If it is rough, all this holds but for its
 * roughness. */
static double
passed(Objective *o, const double *wts, double most)
{
    double total = 0.0, penalty = penalty_of(o, wts);
    const Tangent *at = &o->tangent;
    Size step = o->never_falls ? o->team.threads : o->blocks;
    Size most_step = at->serves ? o->blocks / 16 : o->blocks;
    o->wts = wts;
    double slack = at->serves ? rounding(o, wts, most) : INFINITY;
    o->evaluated = 0;
    while (o->evaluated < o->blocks) {
        Size end = next_stop(o, o->evaluated, step);
        total = add_blocks(o, o->evaluated, end, total);
        double reached = total + penalty;
        if (o->never_falls && reached - (o->rough ? roughness(o, reached) : 0.0) > most)
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

static double
value(Objective *o, const double *wts, double most)
{
    o->rough = 0;
    return passed(o, wts, most);
}

/* A value without a logarithm for each case, where losses are plain. */
static Rough
rough_value(Objective *o, const double *wts, double most)
{
    o->rough = 1;
    double number = passed(o, wts, most);
    o->rough = 0;
    return (Rough){number, roughness(o, number)};
}

/* What rough_value() gives for the last point, which was evaluated to its end. */
static double
rough_last_value(const Objective *o)
{
    double total = 0.0;
    for (Size block = 0; block < o->blocks; block++)
        total += rough_losses(o, block);
    return total + penalty_of(o, o->wts);
}

/* The criterion at the last point. */
static double
last_value(Objective *o)
{
    double total = 0.0;
    if (o->evaluated < o->blocks)
        return value(o, o->wts, INFINITY);
    for (Size block = 0; block < o->blocks; block++) {
        losses_of(o, block);
        total = add_losses(o, block, total);
    }
    return total + penalty_of(o, o->wts);
}
