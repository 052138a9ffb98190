using System.Collections.Immutable;

namespace Dashboard.Web.Jobs;

/// <summary>All recurring jobs, in the order they were registered.</summary>
public sealed class JobCatalogue
{
    /// <exception cref="InvalidOperationException">Two jobs have one id.</exception>
    public JobCatalogue(IEnumerable<RecurringJob> jobs)
    {
        All = [.. jobs];
        if (All.GroupBy(j => j.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"Two jobs have the id {twice.Key}.");
        }
    }

    /// <summary>The jobs.</summary>
    public ImmutableArray<RecurringJob> All { get; }

    /// <summary>The job with an id; null when there is none.</summary>
    public RecurringJob? Find(string id) => All.FirstOrDefault(j => j.Id == id);
}
