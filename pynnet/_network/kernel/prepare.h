/* From data to an Objective: what of them is kept, and where it is.
 *
 * Relies on objective.h for what there is to fill, on memory.h, and on forward.h and gradient.h
 * for the order of what they read.
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

/* Finds how large the inputs are, and whether a tangent serves: whether the targets make the
 * criterion convex and its gradient the derivative. */
static void
size_up(Objective *o, const double *x, const double *targets, const double *weights)
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

/* Says where a part adds up the gradient by its weights. */
static void
place_slopes(Objective *o, const Part *p)
{
    const Network *net = &o->net;
    for (Size u = 0; u < p->units; u++) {
        double *slope = p->hidden_slope + u * p->input_width + (p->together ? p->units : 0);
        double **place = o->slope + (p->first + u) * net->into_hidden;
        for (Size i = 0; i < net->inputs; i++)
            place[1 + i] = slope++;
        place[0] = slope;
    }
    for (Size k = 0; k < p->outputs; k++) {
        double *slope = p->output_slope + k * p->width;
        double **place =
            o->slope + net->size * net->into_hidden + (p->first_output + k) * net->into_output;
        for (Size u = 0; u < p->units; u++)
            place[1 + p->first + u] = slope++;
        for (Size i = 0; net->skip && i < p->row_inputs; i++)
            place[1 + net->size + i] = slope + i;
        if (p->first == 0)
            place[0] = slope + p->row_inputs;
    }
}

/* Shares the hidden units, or without them the outputs, out to as many parts as threads, of two or
 * more. */
static int
make_parts(Objective *o)
{
    const Network *net = &o->net;
    Size shared = net->size ? net->size : net->outputs, most = shared / 2 > 1 ? shared / 2 : 1;
    Size rows = (o->keeps_rows ? o->blocks : 1) * ROWS + 1; /* vectors may reach beyond the last */
    o->n_parts = o->team.threads < most ? o->team.threads : (int)most;
    o->parts = calloc(o->n_parts, sizeof *o->parts);
    if (!o->parts) {
        PyErr_NoMemory();
        return 0;
    }
    for (int j = 0; j < o->n_parts; j++) {
        Part *p = o->parts + j;
        Size before = o->n_parts - 1, from = (shared * j + before) / o->n_parts;
        Size count = (shared * (j + 1) + before) / o->n_parts - from;
        p->first = net->size ? from : 0;
        p->units = net->size ? count : 0;
        p->first_output = net->size ? 0 : from;
        p->outputs = net->size ? net->outputs : count;
        int first = p->first == 0, last = p->first + p->units == net->size;
        p->row_inputs = last && net->skip ? net->inputs : 0;
        p->input_width = padded(net->inputs + 1);
        p->width = padded(p->units + p->row_inputs + first);
        p->together = o->n_parts == 1 && p->units && p->width == p->input_width &&
                      padded(p->units + net->inputs + 1) == p->width;
        if (p->together)
            p->row_inputs = net->inputs;
        Size apart = !p->together, joined = p->units + (apart ? 0 : net->outputs);
        if (!(p->memory = ALLOCATE(
                  {&p->hidden, o->keeps_units ? 0 : ROWS, p->units},
                  {&p->hidden_error, ROWS, joined}, {&p->output_error, apart * ROWS, net->outputs},
                  {&p->input_row, apart * rows, p->input_width}, {&p->row, rows, p->width},
                  {&p->hidden_slope, joined, p->input_width},
                  {&p->output_slope, apart * p->outputs, p->width})))
            return 0;
        /* what is behind the sources is added up as well, though nobody reads it */
        memset(p->input_row, 0, apart * rows * p->input_width * sizeof *p->input_row);
        memset(p->row, 0, rows * p->width * sizeof *p->row);
        memset(p->hidden_slope, 0, joined * p->input_width * sizeof *p->hidden_slope);
        memset(p->output_slope, 0, apart * p->outputs * p->width * sizeof *p->output_slope);
        if (p->together) {
            p->input_row = p->row;
            p->output_error = p->hidden_error + p->units * ROWS;
            p->output_slope = p->hidden_slope + p->units * p->width;
        }
        place_slopes(o, p);
        for (Size block = 0; o->keeps_rows && block < o->blocks; block++)
            make_rows(o, p, block, p->input_row + block * ROWS * p->input_width,
                      p->row + block * ROWS * p->width);
    }
    return 1;
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
        size_up(o, x, targets, weights);
    o->block_time = ROWS * (0.1 * (double)net->weights + 2.0 * (double)(net->size + net->outputs));
    return 1;
}
