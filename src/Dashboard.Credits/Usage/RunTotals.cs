using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;

namespace Dashboard.Credits.Usage;

/// <summary>
/// What the results of one session add up to. Results are running totals until a total falls (<c>/clear</c>, or a new run of the
/// session): the last before each fall and the last of all count. Source: law, section 4; facts, sections 3f and 6.
/// </summary>
/// <param name="Session">The session.</param>
/// <param name="LastAtMs">The instant of the last result, Unix milliseconds UTC.</param>
/// <param name="Models">Totals by normalised model in ordinal order, named as the last result names it; usage without a cost follows usage with one as an entry of its own.</param>
/// <param name="Entrypoint">The entrypoint of the last result that states one.</param>
/// <param name="Project">The project of the last result that states one.</param>
/// <param name="SeatEmail">The e-mail of the seat that the first result that states one names: a run stays with its seat.</param>
public sealed record RunTotals(string Session, long LastAtMs, ImmutableArray<ModelTotal> Models, string? Entrypoint, string? Project, string? SeatEmail = null)
{
    /// <summary>
    /// Money of a total that no model of the result accounts for is its own model <see cref="ModelId.NotStated"/>, from this
    /// much on: below it is the noise of binary numbers. One millionth of a dollar.
    /// </summary>
    private const long Noise = 1_000;

    /// <summary>
    /// The totals of the results of one session, in any order. Of several results with one id the one with the latest instant counts.
    /// </summary>
    /// <exception cref="ArgumentException">No result, or results of several sessions.</exception>
    public static RunTotals Of(IEnumerable<RunResult> results)
    {
        var ordered = InOrder(results);
        if (ordered.Count == 0 || ordered.Any(r => r.Session != ordered[0].Session))
        {
            throw new ArgumentException("The results of exactly one session are needed.", nameof(results));
        }

        var priced = new SortedDictionary<string, ModelTotal>(StringComparer.Ordinal);
        var open = new SortedDictionary<string, ModelTotal>(StringComparer.Ordinal);
        for (var i = 0; i < ordered.Count; i++)
        {
            if (i == ordered.Count - 1 || IsFall(ordered[i], ordered[i + 1]))
            {
                foreach (var total in Complete(ordered[i]))
                {
                    var model = ModelId.Normalize(total.Model);
                    var sums = total.Cost is null ? open : priced;
                    sums[model] = sums.TryGetValue(model, out var sum) ? Add(sum, total) : total;
                }
            }
        }

        return new RunTotals(
            ordered[0].Session,
            ordered[^1].AtMs,
            [.. priced.Concat(open).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value)],
            ordered.LastOrDefault(r => r.Entrypoint is not null)?.Entrypoint,
            ordered.LastOrDefault(r => r.Project is not null)?.Project,
            ordered.FirstOrDefault(r => r.SeatEmail is not null)?.SeatEmail);
    }

    private static List<RunResult> InOrder(IEnumerable<RunResult> results)
    {
        var byId = new Dictionary<string, RunResult>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            if (!byId.TryGetValue(result.Id, out var known) || Compare(known, result) < 0)
            {
                byId[result.Id] = result;
            }
        }

        var ordered = byId.Values.ToList();
        ordered.Sort(Compare);
        return ordered;
    }

    private static int Compare(RunResult a, RunResult b)
    {
        var by = a.AtMs.CompareTo(b.AtMs);
        by = by != 0 ? by : a.Sequence.CompareTo(b.Sequence);
        by = by != 0 ? by : Money(a).CompareTo(Money(b));
        by = by != 0 ? by : Tokens(a).CompareTo(Tokens(b));
        return by != 0 ? by : string.CompareOrdinal(a.Id, b.Id);
    }

    /// <summary>A fall of the money, or of the tokens when neither states money.</summary>
    private static bool IsFall(RunResult before, RunResult after) =>
        StatesMoney(before) && StatesMoney(after) ? Money(after) < Money(before)
        : Tokens(after) < Tokens(before);

    private static bool StatesMoney(RunResult result) => result.Total is not null || result.Models.Any(m => m.Cost is not null);

    private static long Money(RunResult result) => result.Total?.Value ?? result.Models.Sum(m => m.Cost?.Value ?? 0);

    private static long Tokens(RunResult result) => result.Models.Sum(m => m.Tokens.Sum);

    /// <summary>The models of a result with every cost that its total gives away.</summary>
    private static IEnumerable<ModelTotal> Complete(RunResult result)
    {
        var models = result.Models.IsDefault ? [] : result.Models;
        if (result.Total is not { } total)
        {
            return models;
        }

        var missing = total.Value - models.Sum(m => m.Cost?.Value ?? m.CostOfUnknownBasis?.Value ?? 0);
        var open = models.Where(m => m.Cost is null && m.CostOfUnknownBasis is null).ToList();
        if (open.Count == 1)
        {
            return models.Select(m => ReferenceEquals(m, open[0]) ? m with { Cost = new Nanodollars(Math.Max(0, missing)) } : m);
        }

        // Several models without a cost: their tokens are named, their money is not, and nothing is guessed.
        return missing < Noise
            ? models
            : models.Select(m => open.Contains(m) ? m with { Cost = Nanodollars.Zero } : m)
                .Append(new ModelTotal(ModelId.NotStated, default, 0, new Nanodollars(missing)));
    }

    private static ModelTotal Add(ModelTotal a, ModelTotal b) =>
        new(b.Model, a.Tokens + b.Tokens, a.WebSearches + b.WebSearches, a.Cost is { } cost ? cost + (b.Cost ?? default) : null);
}
