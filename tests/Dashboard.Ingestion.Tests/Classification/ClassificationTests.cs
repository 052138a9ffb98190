using System.Globalization;
using System.Text;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Tests.Classification;

/// <summary>How often the call type is right, over runs whose call type is known from elsewhere. The matrices are published in docs/classification.md.</summary>
public sealed class ClassificationTests
{
    private static readonly Pool[] Pools = [Pool.Programmatic, Pool.Interactive, Pool.ApiKey, Pool.Unknown];

    /// <summary>What an organisation adds whose telemetry states no e-mail only where an API key pays.</summary>
    private static readonly PoolRules WithKeys = new([
        new PoolRule { Source = UsageSource.Otlp, HasSeatEmail = false, Entrypoint = "sdk-*", Pool = Pool.ApiKey },
        new PoolRule { Source = UsageSource.Otlp, HasSeatEmail = false, Entrypoint = "claude-code-github-action", Pool = Pool.ApiKey },
        .. PoolRules.Shipped.Rules]);

    /// <summary>The most there may be in each wrong cell, by label and decision; a cell that is not here stays empty.</summary>
    private static readonly Dictionary<(Pool, Pool), int> MostShipped = new() { [(Pool.Programmatic, Pool.Unknown)] = 3, [(Pool.Interactive, Pool.Unknown)] = 11, [(Pool.ApiKey, Pool.Programmatic)] = 54 };

    private static readonly Dictionary<(Pool, Pool), int> MostWithKeys = new() { [(Pool.Programmatic, Pool.Unknown)] = 3, [(Pool.Interactive, Pool.Unknown)] = 11, [(Pool.ApiKey, Pool.Programmatic)] = 37 };

    private static readonly LabelledRun[] All = [.. Corpus.Listed, .. Corpus.Captured];

    [Fact]
    public void The_corpus_has_at_least_150_cases_each_with_its_reason_and_none_twice()
    {
        Assert.True(Corpus.Listed.Count >= 150, $"{Corpus.Listed.Count} cases");
        Assert.All(All, c => Assert.True(c.Reason.Length > 10));
        Assert.Equal(Corpus.Listed.Count, Corpus.Listed.Select(c => c.Stated).Distinct().Count());
        Assert.Equal(Enum.GetValues<UsageSource>().Order(), Corpus.Listed.Select(c => c.Record.Source).Distinct().Order());
        Assert.NotEmpty(Corpus.Captured);
    }

    [Fact]
    public void Nothing_that_was_not_interactive_is_ever_called_interactive_and_nothing_interactive_is_called_programmatic()
    {
        foreach (var rules in (PoolRules[])[PoolRules.Shipped, WithKeys])
        {
            Assert.DoesNotContain(All, c => rules.Decide(c.Record) is Pool.Interactive && c.Label is not Pool.Interactive);
            Assert.DoesNotContain(All, c => rules.Decide(c.Record) is Pool.Programmatic or Pool.ApiKey && c.Label is Pool.Interactive or Pool.Unknown);
        }
    }

    [Fact]
    public void No_cell_off_the_diagonal_grows()
    {
        // Wrong cells as they are published. A change may make them smaller, then these numbers and the page follow; never larger.
        Assert.All(Wrong(PoolRules.Shipped), cell => Assert.True(cell.Count <= MostShipped.GetValueOrDefault((cell.Label, cell.Decided)), $"{cell.Label} decided {cell.Decided}: {cell.Count}"));
        Assert.All(Wrong(WithKeys), cell => Assert.True(cell.Count <= MostWithKeys.GetValueOrDefault((cell.Label, cell.Decided)), $"{cell.Label} decided {cell.Decided}: {cell.Count}"));
    }

    [Fact]
    public void The_published_page_shows_the_matrices_as_they_are()
    {
        var text = Page();
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "classification.computed.md"), text);
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "classification.md")).ReplaceLineEndings("\n");

        Assert.Contains(text, page, StringComparison.Ordinal);
    }

    private static string Page()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Corpus.Listed.Count} listed runs and {Corpus.Captured.Count} captured ones, {All.Length} in all.\n\n### The rules as shipped\n\n");
        Matrix(text, PoolRules.Shipped);
        text.Append("\n### With two rules put first: OpenTelemetry without an e-mail, entrypoint `sdk-*` or the GitHub Action, is on an API key\n\n");
        Matrix(text, WithKeys);
        text.Append("\n### Every run that the shipped rules decide otherwise\n\n| What is stated | Really | Decided | Why it is known |\n|---|---|---|---|\n");
        foreach (var group in All.Where(c => PoolRules.Shipped.Decide(c.Record) != c.Label).GroupBy(c => (c.Stated, c.Label, Decided: PoolRules.Shipped.Decide(c.Record), c.Reason)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key.Stated}{(group.Count() > 1 ? $" ({group.Count()} runs)" : "")} | {Word(group.Key.Label)} | {Word(group.Key.Decided)} | {group.Key.Reason} |\n");
        }

        return text.ToString();
    }

    private static void Matrix(StringBuilder text, PoolRules rules)
    {
        text.Append("| Really, below; decided, to the right | programmatic | interactive | API key | unknown |\n|---|---:|---:|---:|---:|\n");
        foreach (var label in Pools)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {(label is Pool.Unknown ? "not knowable from what is stated" : Word(label))} |{string.Concat(Pools.Select(p => $" {(p == label ? "**" : "")}{Count(rules, label, p)}{(p == label ? "**" : "")} |"))}\n");
        }

        var right = All.Count(c => rules.Decide(c.Record) == c.Label);
        var bold = All.Count(c => rules.Decide(c.Record) is not Pool.Unknown);
        var boldly = All.Count(c => rules.Decide(c.Record) is not Pool.Unknown && rules.Decide(c.Record) == c.Label);
        text.Append(CultureInfo.InvariantCulture, $"\nRight: {right} of {All.Length} ({Percent(right, All.Length)}). Of the {bold} that were decided at all, {boldly} are right ({Percent(boldly, bold)}).\n");
    }

    private static IEnumerable<(Pool Label, Pool Decided, int Count)> Wrong(PoolRules rules) =>
        from label in Pools from decided in Pools where label != decided select (label, decided, Count(rules, label, decided));

    private static int Count(PoolRules rules, Pool label, Pool decided) => All.Count(c => c.Label == label && rules.Decide(c.Record) == decided);

    private static string Percent(int part, int whole) => $"{(1000 * part / whole) / 10}.{(1000 * part / whole) % 10}%";

    private static string Word(Pool pool) => pool switch { Pool.Programmatic => "programmatic", Pool.Interactive => "interactive", Pool.ApiKey => "API key", _ => "unknown" };
}
