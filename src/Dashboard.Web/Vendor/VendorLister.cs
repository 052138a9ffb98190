using Dashboard.Ingestion.AdminApi;

namespace Dashboard.Web.Vendor;

/// <summary>
/// Reads lists of many pages, as patiently as a pull may be: it waits when it is told to, tries again what broke, begins a list again when
/// its pages expire or change while they are read, and gives up in the end.
/// </summary>
internal sealed class VendorLister(VendorSession session, TimeProvider time)
{
    private const int MostPages = 5_000;
    private const int MostRows = 500_000;
    private const int MostStarts = 4;
    private const int MostBusy = 8;
    private const int MostIssues = 1_000;
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MostWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(20);

    private readonly long _started = time.GetTimestamp();
    private TimeSpan _waited;

    /// <summary>What the vendor's clock shows more than ours, as of its last answer; null when it never said.</summary>
    public long? SkewMs { get; private set; }

    /// <summary>Reads a whole list, or as much of it as can be had.</summary>
    /// <param name="query">What to ask for, given the place of a page.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    public async Task<VendorList<T>> ReadAsync<T>(Func<string?, string> query, Func<ReadOnlyMemory<byte>, AdminPage<T>> read, CancellationToken cancellationToken)
    {
        for (var start = 1; ; start++)
        {
            var (list, isChanged) = await OnceAsync(query, read, cancellationToken);
            if (start == MostStarts || (list is not null && (!isChanged || list.Problem is not null)))
            {
                return list ?? new VendorList<T>([], [], 0, $"The pages expired {MostStarts} times while they were read.");
            }
        }
    }

    /// <summary>Null when a page expired; changed when pages are not as of one instant.</summary>
    private async Task<(VendorList<T>? List, bool IsChanged)> OnceAsync<T>(Func<string?, string> query, Func<ReadOnlyMemory<byte>, AdminPage<T>> read, CancellationToken cancellationToken)
    {
        var rows = new List<(T, long)>();
        var issues = new List<AdminIssue>();
        var places = new HashSet<string>(StringComparer.Ordinal);
        (string? place, long? first, long? oldest, var isChanged, var pages) = (null, null, null, false, 0);
        while (true)
        {
            var answer = await PatientlyAsync(query(place), cancellationToken);
            if (answer is VendorAnswer.Expired)
            {
                return (null, true);
            }

            if (answer is not VendorAnswer.Page { Body: var body })
            {
                return (Ended(answer is VendorAnswer.Refused { Words: var words } ? words : ((VendorAnswer.Failing)answer).Words), isChanged);
            }

            var page = read(body);
            first ??= answer.TheirNowMs ?? time.GetUtcNow().ToUnixTimeMilliseconds();
            var refreshed = page.RefreshedAtMs ?? first.Value;
            isChanged |= oldest is { } before && before != refreshed;
            oldest = Math.Min(oldest ?? refreshed, refreshed);
            rows.AddRange(page.Rows.Select(r => (r, refreshed)));
            issues.AddRange(page.Issues.Take(MostIssues - Math.Min(MostIssues, issues.Count)));
            if (!page.IsReadable)
            {
                return (Ended($"An answer does not fit: {Words(page.Issues[^1])}"), isChanged);
            }

            if (!page.HasMore)
            {
                return (Ended(null), isChanged);
            }

            place = page.NextPage!;
            var problem = !places.Add(place) ? "The vendor gives the same page again and again."
                : ++pages == MostPages ? $"The list has more than {MostPages:N0} pages."
                : rows.Count > MostRows ? $"The list has more than {MostRows:N0} rows."
                : time.GetElapsedTime(_started) > MostTime ? $"It took longer than {MostTime.TotalMinutes:0} minutes."
                : null;
            if (problem is not null)
            {
                return (Ended(problem), isChanged);
            }
        }

        VendorList<T> Ended(string? problem) => new(rows, issues, oldest ?? 0, problem);
    }

    /// <summary>A page, that it expired, or what will not change by waiting.</summary>
    private async Task<VendorAnswer> PatientlyAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        var (busy, failed) = (0, 0);
        while (true)
        {
            var answer = await session.GetAsync(pathAndQuery, cancellationToken);
            if (answer.TheirNowMs is { } theirs)
            {
                SkewMs = theirs - time.GetUtcNow().ToUnixTimeMilliseconds();
            }

            TimeSpan pause;
            switch (answer)
            {
                case VendorAnswer.Busy { RetryAfter: var asked }:
                    pause = asked is { } wait && wait > TimeSpan.Zero ? wait : BusyPause;
                    if (++busy > MostBusy || _waited + pause > MostWait)
                    {
                        return new VendorAnswer.Failing("The vendor allows no more requests for now (429).") { TheirNowMs = answer.TheirNowMs };
                    }

                    break;
                case VendorAnswer.Failing when failed < Pauses.Length && _waited + Pauses[failed] <= MostWait:
                    pause = Pauses[failed++];
                    break;
                default:
                    return answer;
            }

            _waited += pause;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static string Words(AdminIssue issue) => issue.Field.Length > 0 ? $"{issue.Field} {issue.Reason}." : issue.Reason;
}
