using Dashboard.Credits.Runbook;

namespace Dashboard.Web.Features.Runbook;

/// <summary>What differs between two versions of a runbook, in words. Pure.</summary>
internal static class RunbookDifference
{
    /// <summary>One line a difference; empty when nothing differs.</summary>
    /// <param name="before">The earlier one; null: there was none.</param>
    /// <param name="after">The later one; null: it is gone.</param>
    public static IReadOnlyList<string> Of(RunbookRules? before, RunbookRules? after)
    {
        if (after is null)
        {
            return before is null ? [] : ["No runbook of its own any more"];
        }

        var lines = new List<string>();
        if (before is null)
        {
            lines.Add("The first of its own");
        }

        var was = StageDraft.Ordered(before?.Stages ?? []);
        foreach (var stage in StageDraft.Ordered(after.Stages))
        {
            var name = RunbookWords.Stage(stage.Stage);
            if (was.FirstOrDefault(s => s.Stage.Id == stage.Stage.Id) is { } old)
            {
                lines.AddRange(Changes(old, stage).Select(c => $"{name}: {c}"));
            }
            else if (before is not null)
            {
                lines.Add($"Added: {name}");
            }
        }

        lines.AddRange(was.Where(s => after.StageOf(s.Stage.Id) is null).Select(s => $"Removed: {RunbookWords.Stage(s.Stage)}"));
        return lines;
    }

    private static IEnumerable<string> Changes(RunbookStage before, RunbookStage after)
    {
        if (before.Mail != after.Mail || !before.ExtraMail.SequenceEqual(after.ExtraMail, StringComparer.Ordinal))
        {
            yield return Change("mail", Mail(before), Mail(after));
        }

        if (RunbookWords.Gate(before) != RunbookWords.Gate(after))
        {
            yield return Change("gate", RunbookWords.Gate(before), RunbookWords.Gate(after));
        }

        var (was, now) = (RunbookWords.Then(before), RunbookWords.Then(after));
        foreach (var gone in was.Except(now, StringComparer.Ordinal))
        {
            yield return $"no longer “{gone}”";
        }

        foreach (var added in now.Except(was, StringComparer.Ordinal))
        {
            yield return $"now “{added}”";
        }
    }

    private static string Mail(RunbookStage stage) => RunbookWords.Mail(stage with { ExtraMail = [] }) + (stage.ExtraMail.Length == 0 ? "" : " + " + string.Join(", ", stage.ExtraMail));

    private static string Change(string what, string from, string to) => $"{what} {from} → {to}";
}
