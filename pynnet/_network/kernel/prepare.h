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

/* Whether what is kept at the marks is little beside the data. */
static int
repays_marks(const Objective *o)
{
    const Network *net = &o->net;
    return net->weights <= o->cases * (net->inputs + net->outputs) / MARKS;
}

/* Whether all losses are logarithms of single probabilities, each counted once, and no decay takes
 * anything from their sum; and the model is not one for a tangent, which needs losses as they are.
 * rough_values.py says the same, for the path depends on it. */
static int
plain(const Objective *o)
{
    const Network *net = &o->net;
    int good = net->criterion == ENTROPY || (net->criterion == SOFTMAX && o->one_per_case);
    if (o->tangent.measured && o->blocks > MARKS && repays_marks(o))
        return 0;
    for (Size i = 0; good && i < net->weights; i++)
        good = o->decay[i] >= 0.0;
    for (Size i = 0; good && i < o->cases; i++)
        good = o->case_weight[i] == 1.0;
    for (Size i = 0; good && i < o->blocks * ROWS * net->outputs; i++)
        good = o->target[i] == 0.0 || o->target[i] == 1.0;
    return good;
}

/* Decides what is kept a second time, in the order in which it is read, and whether a tangent may
 * serve: where it repays, and there is memory for it. */
static void
choose_storage(Objective *o)
{
    const Network *net = &o->net;
    Tangent *at = &o->tangent;
    Size slots = o->blocks * ROWS;
    /* Where few units wait for an input, turning it takes longer than they do. */
    Size most = net->size + net->outputs < FEW_UNITS ? 16 * KEPT_INPUTS : KEPT_INPUTS;
    o->keeps_input = o->cases * net->inputs <= most;
    o->keeps_rows = slots <= KEPT_ROWS / net->into_hidden;
    o->keeps_units = net->size && slots <= KEPT_UNITS / net->size;
    at->measured = !net->size && (net->criterion == SOFTMAX || net->criterion == ENTROPY);
    at->serves = at->measured && o->blocks > WORTH_A_TANGENT && repays_marks(o);
    at->apart = (o->blocks + MARKS - 1) / MARKS;
}

/* Allocates what all threads share: for all blocks, or for the block at hand of each thread. */
static int
allocate_objective(Objective *o)
{
    const Network *net = &o->net;
    Tangent *at = &o->tangent;
    Size slots = o->blocks * ROWS, at_hand = o->team.threads * ROWS;
    Size of_classes = net->criterion == SOFTMAX ? slots : 0, marks = at->serves ? MARKS : 0;
    double *hit, *slope; /* of no more bytes than doubles have */
    o->memory = ALLOCATE(
        {&o->input, o->keeps_input ? slots : at_hand, net->inputs},
        {&o->hidden, o->keeps_units ? slots : at_hand, net->size},
        {&o->target, slots, net->outputs}, {&o->output, slots, net->outputs},
        {&o->loss, slots, net->outputs}, {&o->case_weight, slots, 1},
        {&o->decay, net->weights, 1}, {&slope, net->weights, 1}, {&hit, of_classes, 1},
        {&o->hit_weight, of_classes, 1}, {&o->target_sum, of_classes, 1},
        {&at->farthest, net->into_output, 1}, {&at->amount, net->into_output, 1},
        {&at->wts, marks ? net->weights : 0, 1}, {&at->slope, marks ? net->weights : 0, 1},
        {&at->slope_to, marks, net->weights}, {&at->losses, marks, 1}, {&at->tried, marks, 1});
    if (!o->memory)
        return 0;
    o->slope = (double **)slope;
    o->hit = (int32_t *)hit;
    return 1;
}

/* Takes the data in, and finds out what of the criterion they make simple. */
static void
take_data(Objective *o, const double *targets, const double *weights, const double *decay)
{
    const Network *net = &o->net;
    if (o->keeps_input)
        to_blocks(o->x, o->cases, net->inputs, o->input);
    to_blocks(targets, o->cases, net->outputs, o->target);
    to_blocks(weights, o->cases, 1, o->case_weight);
    memcpy(o->decay, decay, net->weights * sizeof *decay);
    o->one_per_case = net->criterion == CENSORED || net->outputs == 1;
    if (net->criterion == SOFTMAX)
        find_hits(o);
    o->never_falls = never_falls(o);
    o->tangent.serves &= o->never_falls;
    if (o->tangent.measured)
        measure_data(o, o->x, targets, weights);
    o->plain = plain(o);
}

/* Fills an objective whose network and number of cases are set; 0 with an exception if there is
 * not enough memory. It reads x as long as it lives. */
static int
prepare(Objective *o, int threads, const double *x, const double *targets, const double *weights,
        const double *decay)
{
    const Network *net = &o->net;
    o->x = x;
    o->blocks = (o->cases + ROWS - 1) / ROWS;
    o->block_time = ROWS * (0.1 * (double)net->weights + 2.0 * (double)(net->size + net->outputs));
    choose_storage(o);
    hire(&o->team, threads);
    if (!allocate_objective(o) || !make_parts(o))
        return 0;
    take_data(o, targets, weights, decay);
    return 1;
}
