/* What the criterion is at least, where it is convex: what its tangent says, less rounding.
 *
 * So value() may refuse a point before all its cases are passed, by the last gradient. Relies on
 * the Tangent of objective.h: prepare.h decides whether there is one, value.h and gradient.h fill
 * its marks.
 */

/* Finds how large the inputs are, and whether a tangent serves: whether the targets make the
 * criterion convex and its gradient the derivative. */
static void
measure_data(Objective *o, const double *x, const double *targets, const double *weights)
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

/* The last mark, up to which all losses are. */
static Size
last_mark(const Objective *o)
{
    return (o->blocks - 1) / o->tangent.apart;
}

/* The slack of the bound: how far rounding can take the criterion, where it is not above `most`,
 * below what exact arithmetic makes of the tangent and the losses so far; infinite or not a number
 * if the tangent says nothing. docs/internals.md, "The bound of a tangent", has it in these
 * names, and says why. */
static double
rounding(const Objective *o, const double *wts, double most)
{
    const Tangent *at = &o->tangent;
    const Network *net = &o->net;
    double score = at->known ? largest_score(o, wts) : INFINITY, moved = 0.0;
    if (!(score <= score_limit(o)))
        return INFINITY;
    score = score > at->score ? score : at->score;
    for (Size i = 0; i < net->weights; i++) {
        Size j = i % net->into_output; /* the source of the weight */
        moved += (at->amount[j] + 2.0 * fabs(o->decay[i] * at->wts[i])) * fabs(wts[i] - at->wts[i]);
    }
    Size terms = o->cases * (o->one_per_case ? 1 : net->outputs); /* of the sum of the losses */
    double losses = at->losses[last_mark(o)];
    double sums = 4.0 * (double)(terms + net->weights + 16) * (losses + fabs(most) + 2.0 * moved);
    double logarithms = 4.0 * (double)(net->into_output + net->outputs + 8) * (1.0 + score) *
                        ((double)net->outputs * at->amount[0] + moved);
    if (net->criterion == ENTROPY)
        logarithms *= library_exp(score);
    return DBL_EPSILON * (sums + logarithms);
}

/* What the losses behind a mark are at least, in exact arithmetic: those of the tangent. */
static double
least_rest(const Objective *o, const double *wts, Size mark)
{
    const Tangent *at = &o->tangent;
    const double *slope_to = at->slope_to + mark * o->net.weights;
    double rest = at->losses[last_mark(o)] - at->losses[mark];
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
