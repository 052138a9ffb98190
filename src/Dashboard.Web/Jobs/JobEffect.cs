using Dashboard.Storage.Jobs;

namespace Dashboard.Web.Jobs;

/// <summary>What a run did.</summary>
/// <param name="Sentence">In one sentence, without amounts of money: not everybody who sees jobs sees figures.</param>
/// <param name="Counts">The same as named counts; what does not apply is absent.</param>
public sealed record JobEffect(string Sentence, JobCounts Counts)
{
    /// <summary>Whether it did something worth finding again; a run without is forgotten after a week.</summary>
    public bool HasEffect { get; init; } = !Counts.IsNothing;

    /// <summary>An effect that nothing is counted of.</summary>
    public JobEffect(string sentence)
        : this(sentence, JobCounts.None)
    {
    }
}
