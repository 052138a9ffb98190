using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Storage.Jobs;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Jobs;

/// <summary>Jobs in words.</summary>
internal static class JobWords
{
    /// <summary>A state as an address holds it.</summary>
    public static string Key(JobState state) => state switch
    {
        JobState.Healthy => "healthy",
        JobState.Failing => "failing",
        JobState.Running => "running",
        JobState.Paused => "paused",
        JobState.Late => "late",
        JobState.Waiting => "waiting",
        JobState.DoesNotApply => "does-not-apply",
    };

    /// <summary>The state of an address; null for anything else.</summary>
    public static JobState? StateOf(string? key) => Enum.GetValues<JobState>().Where(s => Key(s) == key).Select(s => (JobState?)s).FirstOrDefault();

    /// <summary>The word for a state.</summary>
    public static string Word(JobState state) => state switch
    {
        JobState.Healthy => "Healthy",
        JobState.Failing => "Failing",
        JobState.Running => "Running",
        JobState.Paused => "Paused",
        JobState.Late => "Late",
        JobState.Waiting => "Not run yet",
        JobState.DoesNotApply => "Does not apply",
    };

    /// <summary>Its shape.</summary>
    public static StateKind Kind(JobState state) => state switch
    {
        JobState.Healthy => StateKind.Good,
        JobState.Failing => StateKind.Failing,
        JobState.Running => StateKind.Running,
        JobState.Paused => StateKind.Paused,
        JobState.Late => StateKind.Silent,
        JobState.Waiting => StateKind.Idle,
        JobState.DoesNotApply => StateKind.NotEligible,
    };

    /// <summary>How a run stands.</summary>
    public static (StateKind Kind, string Word) Of(JobRunState state) => state switch
    {
        JobRunState.Running => (StateKind.Running, "Running"),
        JobRunState.Done => (StateKind.Good, "Done"),
        JobRunState.Failed => (StateKind.Failing, "Failed"),
        JobRunState.Stopped => (StateKind.Stale, "Stopped"),
    };

    /// <summary>Why it ran.</summary>
    public static string Of(JobCause cause) => cause switch
    {
        JobCause.Schedule => "schedule",
        JobCause.Person => "by hand",
        JobCause.Product => "at once",
        JobCause.Recovery => "again",
    };

    /// <summary><c>62 ms</c>, <c>11.8 s</c>, <c>3 min 4 s</c>.</summary>
    public static string Took(TimeSpan? took) => took switch
    {
        null => Show.None,
        { TotalSeconds: < 1 } shortest => shortest.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms",
        { TotalSeconds: < 60 } some => some.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { } whole => string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalMinutes} min {whole.Seconds} s"),
    };

    /// <summary>Amounts, for those who may see them; empty when no money moved.</summary>
    public static string Money(JobCounts counts) => counts.Money is null or { Value: 0 } ? ""
        : $"{Show.Money(counts.Granted ?? Nanodollars.Zero)} granted, {Show.Money(counts.Expired ?? Nanodollars.Zero)} expired";

    /// <summary>Counts as a list; empty when nothing is counted.</summary>
    public static string Counts(JobCounts counts, bool seesMoney)
    {
        List<string> parts = [];
        Add(counts.RowsRead, "read");
        Add(counts.New, "new");
        Add(counts.Duplicate, "known");
        Add(counts.Rejected, "rejected");
        if (counts.Decisions is { } decisions)
        {
            parts.Add(Show.Counted(decisions, "decision", "decisions"));
        }

        Add(counts.MailsSent, "sent");
        if (seesMoney && Money(counts) is { Length: > 0 } money)
        {
            parts.Add(money);
        }

        return string.Join(", ", parts);

        void Add(long? count, string word)
        {
            if (count is { } number)
            {
                parts.Add($"{Show.Count(number)} {word}");
            }
        }
    }

    /// <summary>Sums of a while: what was counted, and how often it ran and failed.</summary>
    public static string Sums(JobSums? sums, bool seesMoney)
    {
        if (sums is null || sums.Runs == 0)
        {
            return "no run";
        }

        var counted = Counts(sums.Counts, seesMoney);
        return $"{Show.Counted(sums.Runs, "run", "runs")}{(sums.Failed > 0 ? $", {Show.Count(sums.Failed)} failed" : "")}{(counted.Length > 0 ? ": " + counted : "")}";
    }

    /// <summary>What a run did, with amounts for those who may see them.</summary>
    public static string Said(JobRunRecord run, bool seesMoney) => run.State == JobRunState.Running ? "It runs."
        : seesMoney && Money(run.Counts) is { Length: > 0 } money ? $"{run.Said} {money}." : run.Said;

    /// <summary>The last runs as bars, the newest last; heights compare with the longest of them.</summary>
    public static IReadOnlyList<JobBar> Bars(IReadOnlyList<JobRunRecord> newest, DateTimeOffset now, TimeZoneInfo zone)
    {
        var ended = newest.Where(r => r.State != JobRunState.Running).Reverse().ToList();
        var longest = ended.Select(r => r.Took?.TotalMilliseconds ?? 0).DefaultIfEmpty(0).Max();
        return [.. ended.Select(r => new JobBar(
            3 + (longest > 0 ? (int)Math.Round(13 * (r.Took?.TotalMilliseconds ?? 0) / longest) : 0),
            r.State == JobRunState.Failed,
            $"{Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(r.StartedMs), now, zone)}: {Of(r.State).Word}, {Took(r.Took)}"))];
    }
}
