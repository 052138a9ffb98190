using Dashboard.Storage.Jobs;

namespace Dashboard.Web.Jobs;

/// <summary>What a run did.</summary>
/// <param name="Sentence">In one sentence, with figures.</param>
/// <param name="Counts">The same as named counts; what does not apply is absent.</param>
public sealed record JobEffect(string Sentence, JobCounts Counts)
{
    /// <summary>An effect that nothing is counted of.</summary>
    public JobEffect(string sentence)
        : this(sentence, JobCounts.None)
    {
    }
}
