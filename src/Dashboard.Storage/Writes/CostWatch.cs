using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>Sees where the file of an import states another cost of a request than the one that is known: whoever imports it has to learn what becomes of it.</summary>
internal static class CostWatch
{
    /// <summary>The cost that counts before an observation is merged; null when nothing is to be compared.</summary>
    public static Nanodollars? Before(WorkingEvent target, UsageRecord record, PendingWrite from) =>
        from.Batch.IsImport && record.AuthoritativeCost is not null ? target.Merge().Effective().AuthoritativeCost : null;

    /// <summary>After it was merged.</summary>
    public static void Note(Nanodollars? before, WorkingEvent target, UsageRecord record, PendingWrite from)
    {
        if (before is { } known && record.AuthoritativeCost is { } stated && stated != known)
        {
            from.Tally.OtherCosts = from.Tally.OtherCosts.With(stated, known, target.Merge().Effective().AuthoritativeCost ?? known);
        }
    }

    /// <summary>Lines of one file that are of one request, which nobody knew before.</summary>
    public static void NoteNew(PreparedRun run, PendingWrite from)
    {
        if (!from.Batch.IsImport || run.Later.Count == 0 || run.Merged.Effective().AuthoritativeCost is not { } counts)
        {
            return;
        }

        foreach (var stated in run.Later.Prepend(run.First).Select(r => r.AuthoritativeCost).OfType<Nanodollars>().Where(c => c != counts))
        {
            from.Tally.OtherCosts = from.Tally.OtherCosts.With(stated, counts, counts);
        }
    }
}
