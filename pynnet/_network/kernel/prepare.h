/* From data to an Objective: what of them is kept, and where it is.
 *
 * Relies on memory.h, on objective.h for what there is to fill, on to_blocks() in forward.h,
 * tangent.h and parts.h.
 */

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
        measure_data(o, x, targets, weights);
    o->block_time = ROWS * (0.1 * (double)net->weights + 2.0 * (double)(net->size + net->outputs));
    return 1;
}
