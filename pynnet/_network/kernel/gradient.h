/* The gradient of the criterion, at the weights of the last value.
 *
 * Each thread adds up all cases for a Part of the weights. Relies on the outputs that value.h left
 * behind, on the Parts of parts.h, and on `vector` for the sums.
 */

/* The gradient so far, by some of the weights. */
static void
slopes(const Objective *o, Size from, Size end, double *g)
{
    for (Size i = from; i < end; i++)
        g[i] = *o->slope[i];
}

static void
slope_job(void *context, long number, int thread)
{
    Objective *o = context;
    const Network *net = &o->net;
    const Part *p = o->parts + number;
    Size q = net->outputs, end = p->first_output + p->outputs;
    Size first = net->idle > p->first_output ? net->idle : p->first_output;
    Size outputs = end > first ? end - first : 0;
    for (Size block = 0; block < o->blocks; block++) {
        Size rows = rows_of(o, block), cases = cases_of(o, block);
        double *h = o->keeps_units ? hidden_of(o, block, thread) + p->first * ROWS : p->hidden;
        if (!o->keeps_units)
            vector->hidden(net, o->wts, p->first, p->units, rows, inputs_of(o, block, thread), h);
        const double *w = o->case_weight + block * ROWS;
        vector->output_errors(net, first, outputs, rows, o->output + block * q * ROWS,
                              o->target + block * q * ROWS, o->target_sum + block * ROWS,
                              p->output_error);
        vector->hidden_errors(net, o->wts, p->first, p->units, rows, h, p->output_error, w,
                              p->hidden_error);
        vector->weigh(outputs, rows, w, p->output_error + first * ROWS);
        Size place = o->keeps_rows ? block * ROWS : 0;
        double *input_row = p->input_row + place * p->input_width;
        double *row = p->row + place * p->width;
        if (!o->keeps_rows)
            make_rows(o, p, block, input_row, row);
        vector->to_rows(rows, p->units, h, row, p->width);
        if (p->together)
            vector->add_slopes(p->units + outputs, p->hidden_slope, p->width, p->hidden_error, row,
                               cases);
        else {
            vector->add_slopes(p->units, p->hidden_slope, p->input_width, p->hidden_error,
                               input_row, cases);
            vector->add_slopes(outputs, p->output_slope + (first - p->first_output) * p->width,
                               p->width, p->output_error + first * ROWS, row, cases);
        }
        if (o->tangent.serves && (block + 1) % o->tangent.apart == 0)
            slopes(o, p->first_output * net->into_output, end * net->into_output,
                   o->tangent.slope_to + block / o->tangent.apart * net->weights);
    }
}

static void
gradient(Objective *o, double *g)
{
    const Network *net = &o->net;
    for (Size i = 0; i < net->weights; i++)
        *o->slope[i] = (2 * o->decay[i]) * o->wts[i];
    share(&o->team, slope_job, o, o->n_parts, o->block_time * (double)o->blocks);
    slopes(o, 0, net->weights, g);
    if (o->tangent.serves)
        keep_tangent(o, g);
}
