namespace Dashboard.Cli.Import;

/// <summary>How many records may wait for the database at once: readers that are faster than it wait here.</summary>
internal sealed class RecordBudget(int capacity = RecordBudget.RecordsUnderWay)
{
    private const int RecordsUnderWay = 30_000;

    private readonly Lock gate = new();
    private readonly Queue<(int Cost, TaskCompletionSource Turn)> waiting = new();
    private int used;

    /// <summary>Waits until so many more may be under way. More than all at once counts as all.</summary>
    public Task TakeAsync(int cost)
    {
        cost = Math.Min(cost, capacity);
        lock (gate)
        {
            if (waiting.Count == 0 && used + cost <= capacity)
            {
                used += cost;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue((cost, turn));
            return turn.Task;
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void Give(int cost)
    {
        lock (gate)
        {
            used -= Math.Min(cost, capacity);
            while (waiting.TryPeek(out var next) && used + next.Cost <= capacity)
            {
                waiting.Dequeue();
                used += next.Cost;
                next.Turn.SetResult();
            }
        }
    }
}
