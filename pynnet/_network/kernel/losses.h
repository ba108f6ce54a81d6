/* What the cases of a block add to the criterion, unit by case.
 *
 * Least squares, which need no logarithm, are in vector_arithmetic.h. Relies on the C library's
 * log in library.h, and on possible() in instruction_sets.h.
 */

static void
entropy_loss(Size rows, Size units, const double *y, const double *t, const double *w, double *loss)
{
    for (Size k = 0; k < units; k++)
        for (Size r = 0; r < rows; r++) {
            Size i = k * ROWS + r;
            double s = 0.0;
            if (t[i] > 0)
                s -= t[i] * library_log((y[i] + 1e-80) / t[i]);
            if (t[i] < 1)
                s -= (1 - t[i]) * library_log((1 - y[i] + 1e-80) / (1 - t[i]));
            loss[i] = w[r] * s;
        }
}

static double
unlikelihood(double weight, double probability, double case_weight)
{
    return probability == 0 ? case_weight * 1000.0 : -(weight * library_log(probability));
}

static void
softmax_loss(Size rows, Size units, const double *y, const double *t, const double *w, double *loss)
{
    for (Size k = 0; k < units; k++)
        for (Size r = 0; r < rows; r++) {
            Size i = k * ROWS + r;
            loss[i] = t[i] > 0 ? unlikelihood(w[r] * t[i], y[i], w[r]) : 0.0;
        }
}

/* The same where a case has at most one class: its other losses are 0 and add nothing. */
static void
one_class_loss(Size rows, const int32_t *hit, const double *y, const double *hit_weight,
               const double *w, double *loss)
{
    for (Size r = 0; r < rows; r++)
        loss[r] = hit[r] < 0 ? 0.0 : unlikelihood(hit_weight[r], y[hit[r]], w[r]);
}

static void
censored_loss(Size rows, Size units, const double *y, const double *t, const double *w,
              double *loss)
{
    double sum[ROWS];
    possible(rows, units, y, t, sum);
    for (Size r = 0; r < rows; r++)
        loss[r] = unlikelihood(w[r], sum[r], w[r]);
}
