using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>All usage of the cycle by pool, tool, model and project. Every split sums to the same total.</summary>
internal static class SeatSplitCards
{
    private const int Shown = 4;

    public static IReadOnlyList<SplitCard> Of(SeatInput input, SeatCycle cycle)
    {
        if (input.Splits is not { } splits || splits.Pools.Count == 0)
        {
            return [];
        }

        var unpriced = splits.Pools.Sum(p => p.Usage.UnpricedEvents);
        return
        [
            new("Pool", Rows([.. splits.Pools.Select(p => (PoolName(p.Pool, input, cycle), p.Usage.Cost, !IsCovered(p.Pool, input, cycle)))], splits.Total), PoolHint(splits)),
            new("Tool", Rows(Named([.. splits.Tools.Select(t => t with { Name = Tool(t.Name) })]), splits.Total), unpriced > 0 ? $"All usage; {Show.Counted(unpriced, "event has", "events have")} no price." : "All usage, covered or not."),
            new("Model", Rows(Named(splits.Models), splits.Total), CacheHint(splits.CacheHitRate, input.CacheHitRateBefore)),
            new("Project", Rows(Named(splits.Projects), splits.Total), "By working directory of the session."),
        ];
    }

    /// <summary>Everything the seat ever used, before the books too, by pool; the last row is the sum.</summary>
    public static IReadOnlyList<KeyValue> AllTime(SeatInput input)
    {
        if (input.AllTime.Count == 0)
        {
            return [];
        }

        var total = input.AllTime.Sum(p => p.Usage.Cost);
        var cents = CentColumn.Round([.. input.AllTime.Select(p => p.Usage.Cost)]);
        var unpriced = input.AllTime.Sum(p => p.Usage.UnpricedEvents);
        return
        [
            .. input.AllTime.Select((p, i) => new KeyValue(PoolName(p.Pool), Show.Amount(cents[i]), Show.Exact(p.Usage.Cost))),
            .. unpriced > 0 ? [new KeyValue("Without a price", Show.Counted(unpriced, "event", "events"))] : Array.Empty<KeyValue>(),
            new("Requests", Show.ExactCount(input.AllTime.Sum(p => p.Usage.Events))),
            new("All usage", Show.Amount(total), Show.Exact(total), IsSum: true),
        ];
    }

    private static List<(string Name, Nanodollars Cost, bool IsUnknown)> Named(IReadOnlyList<UsageSplit> splits) =>
        [.. splits.Select(s => s.Name.Length > 0 ? (s.Name, s.Cost, false) : ("Not stated", s.Cost, true))];

    /// <summary>The usual entrypoints in words; others as they are stated.</summary>
    private static string Tool(string name) => name switch
    {
        "sdk-cli" => "claude -p",
        "sdk-ts" => "Agent SDK, TypeScript",
        "sdk-py" => "Agent SDK, Python",
        "cli" => "Claude Code",
        "claude-vscode" => "VS Code",
        "claude-desktop" or "claude-desktop-3p" => "Desktop app",
        "claude-code-github-action" => "GitHub Actions",
        _ => name,
    };

    private static string PoolName(Pool pool, SeatInput input, SeatCycle cycle)
    {
        var name = PoolName(pool);
        return !cycle.Posts || pool is Pool.Unknown || IsCovered(pool, input, cycle) ? name : $"{name}, not covered";
    }

    private static string PoolName(Pool pool) =>
        pool switch { Pool.Programmatic => "Programmatic", Pool.Interactive => "Interactive", Pool.ApiKey => "API key", Pool.Unknown => "Unknown" };

    private static bool IsCovered(Pool pool, SeatInput input, SeatCycle cycle)
    {
        var choice = input.Organisation.Rules.Choice.At(cycle.Billing?.StartMs ?? cycle.AsOfMs);
        var programme = input.Organisation.Rules.ProgrammeOf(choice.ProgrammeId);

        // Where the organisation says who pays, a part of the pool may be covered.
        return programme.Covers(pool, null, null) || input.Organisation.PayerRules.Rules.Any(r => programme.Covers(pool, r.Payer, null));
    }

    private static string PoolHint(SeatSplits splits)
    {
        var unknown = splits.Pools.Where(p => p.Pool is Pool.Unknown).Sum(p => p.Usage.Cost);
        return unknown.IsPositive ? $"{Show.Amount(unknown)} has no rule: it draws nothing." : "Only covered usage draws on the credit.";
    }

    private static string CacheHint(double? rate, double? before) => rate is not { } now
        ? "No prompt tokens."
        : $"Cache hits {Percent(now)} of prompt tokens{(before is { } last ? $", last cycle {Percent(last)}" : "")}.";

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static List<SplitRow> Rows(List<(string Name, Nanodollars Cost, bool IsUnknown)> parts, Nanodollars total)
    {
        var shown = parts;
        if (parts.Count > Shown)
        {
            shown = [.. parts.Take(Shown - 1), ($"{parts.Count - Shown + 1} others", parts.Skip(Shown - 1).Sum(p => p.Cost), true)];
        }

        if (shown.Count == 0)
        {
            return [];
        }

        // Percents by the largest remainder, so that they are 100 together. Amounts are rounded as everywhere: one part is a figure above.
        var weights = shown.Select(p => Math.Max(0, p.Cost.Value)).ToList();
        var ids = shown.Select(p => p.Name).ToList();
        var percents = total.IsPositive ? Apportionment.Split(new Nanodollars(100), weights, ids) : [.. weights.Select(_ => default(Nanodollars))];
        return [.. shown.Select((p, i) => new SplitRow(p.Name, Show.Amount(p.Cost), (int)percents[i].Value, Show.Exact(p.Cost), p.IsUnknown))];
    }
}
