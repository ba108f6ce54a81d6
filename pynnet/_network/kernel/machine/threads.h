/* A team of threads that shares out jobs.
 *
 * A thread that has nothing to do looks for work for some microseconds, then sleeps. The one that
 * calls the others does jobs itself, so that nothing waits for a worker that wakes too late. What
 * a job is does not matter here. Relies on the times in network.h, and on memory.h.
 *
 * A forked process has the thread that forked and no other: there a team from before does its jobs
 * alone, and leaves the workers that it does not have.
 */

static atomic_uint forks; /* between the first process and this one */

static void
count_fork(void)
{
    atomic_fetch_add(&forks, 1);
}

/* A piece of work: what it is about, its number, and the number of the thread that does it. */
typedef void Job(void *context, long number, int thread);

typedef struct {
    int threads;
    unsigned born; /* `forks` when the workers were hired */
    atomic_int numbered;
    pthread_t *workers;
    pthread_mutex_t lock;
    pthread_cond_t called;
    atomic_uint round;    /* how often there was work */
    atomic_ullong ticket; /* the round in the upper bits, jobs not yet taken in the lower */
    atomic_long undone;
    atomic_int stop;
    Job *job;
    void *context;
} Team;

#define ROUND_SHIFT 40
#define JOBS_LEFT ((1ull << ROUND_SHIFT) - 1)

static unsigned long long
ticket_of(unsigned round, unsigned long long jobs)
{
    return ((unsigned long long)round << ROUND_SHIFT) | jobs;
}

/* Takes jobs of a round until none is left. Who wakes too late finds another round, and leaves. */
static void
take_jobs(Team *team, unsigned round, int thread)
{
    for (;;) {
        unsigned long long ticket = atomic_load(&team->ticket);
        do {
            unsigned long long left = ticket & JOBS_LEFT;
            if (!left || ticket != ticket_of(round, left))
                return;
        } while (!atomic_compare_exchange_weak(&team->ticket, &ticket, ticket - 1));
        team->job(team->context, (long)(ticket & JOBS_LEFT) - 1, thread);
        atomic_fetch_sub(&team->undone, 1);
    }
}

static void *
work(void *argument)
{
    Team *team = argument;
    int thread = atomic_fetch_add(&team->numbered, 1) + 1;
    unsigned seen = 0;
    for (;;) {
        for (int spin = 0; spin < SPINS && atomic_load(&team->round) == seen; spin++)
            PAUSE();
        pthread_mutex_lock(&team->lock);
        while (atomic_load(&team->round) == seen)
            pthread_cond_wait(&team->called, &team->lock);
        pthread_mutex_unlock(&team->lock);
        seen = atomic_load(&team->round);
        if (atomic_load(&team->stop))
            return NULL;
        take_jobs(team, seen, thread);
    }
}

static void
call_workers(Team *team, unsigned round)
{
    pthread_mutex_lock(&team->lock);
    atomic_store(&team->round, round);
    pthread_cond_broadcast(&team->called);
    pthread_mutex_unlock(&team->lock);
}

/* Whether this is another process than the one that the workers are in. */
static int
forked(const Team *team)
{
    return team->born != atomic_load_explicit(&forks, memory_order_relaxed);
}

/* Does job(context, i) for i below count, in any order, and returns when all are done; alone if
 * these jobs, of so many nanoseconds each, do not repay a meeting. It waits only for jobs that
 * were taken: a worker that does not wake in time costs nothing. */
static void
share(Team *team, Job *job, void *context, long count, double nanoseconds)
{
    if (team->threads == 1 || count <= 1 || (double)count * nanoseconds < MEETING ||
        forked(team)) {
        for (long i = 0; i < count; i++)
            job(context, i, 0);
        return;
    }
    unsigned round = atomic_load(&team->round) + 1;
    team->job = job;
    team->context = context;
    atomic_store(&team->undone, count);
    atomic_store(&team->ticket, ticket_of(round, (unsigned long long)count));
    call_workers(team, round);
    take_jobs(team, round, 0);
    for (int spin = 0; atomic_load(&team->undone); spin++)
        if (spin < SPINS)
            PAUSE();
        else /* a worker may wait for this very core */
            sched_yield();
}

static void
dismiss(Team *team)
{
    if (!forked(team)) { /* elsewhere the lock may be held by who is not there */
        atomic_store(&team->stop, 1);
        call_workers(team, atomic_load(&team->round) + 1);
        for (int i = 0; i < team->threads - 1; i++)
            pthread_join(team->workers[i], NULL);
        pthread_mutex_destroy(&team->lock);
        pthread_cond_destroy(&team->called);
    }
    free(team->workers);
}

/* Hires workers; fewer than asked for if the system gives no more. */
static void
hire(Team *team, int threads)
{
    memset(team, 0, sizeof *team);
    pthread_mutex_init(&team->lock, NULL);
    pthread_cond_init(&team->called, NULL);
    team->threads = 1;
    team->born = atomic_load(&forks);
    team->workers = threads > 1 ? CALLOC(threads - 1, sizeof *team->workers) : NULL;
    while (team->workers && team->threads < threads &&
           pthread_create(&team->workers[team->threads - 1], NULL, work, team) == 0)
        team->threads++;
}
