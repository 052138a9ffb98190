using System.Text.Json;
using Dashboard.Credits.Vendor;
using Dashboard.Ingestion.AdminApi;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Web.Vendor;

/// <summary>Pulls one report of one connection: every day that may have been restated since the last time.</summary>
public sealed class VendorPuller(VendorApi api, StoredVendorDays days, StoredVendorConnections connections, Database database, TimeProvider time)
{
    /// <summary>Issues that are kept word by word; of more only their number is.</summary>
    public const int MostIssuesKept = 50;

    private const int FirstDays = 90;

    /// <summary>Days whose figures were not final when they were last pulled, beyond those that are always pulled.</summary>
    private const int DaysNotFinal = VendorReports.DaysPulledAgain + 3;

    /// <summary>Pulls, writes, and notes how it went. Running it twice changes nothing more.</summary>
    public async Task<VendorPullResult> PullAsync(VendorConnection connection, VendorReads one, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var number = VendorWords.NumberOf(one);
        var before = (await database.VendorReport.PullsAsync(cancellationToken)).FirstOrDefault(p => p.ConnectionId == connection.Id && p.Report == number);
        var (started, skew) = (Now(), before?.SkewMs ?? 0);
        using var session = api.Open(connection);
        var lister = new VendorLister(session, time);
        var tally = new Tally();
        if (VendorWords.ReportOf(one) is { } report)
        {
            for (var attempt = 0; attempt < 2; attempt++)
            {
                // Days are the vendor's: when its clock shows another day than ours, its day is asked for.
                var today = VendorReports.DayOf(Now() + skew);
                tally = new Tally();
                await PullReportAsync(connection, report, today, before, lister, tally, cancellationToken);
                skew = lister.SkewMs ?? skew;
                if (VendorReports.DayOf(Now() + skew) == today)
                {
                    break;
                }
            }
        }
        else
        {
            var list = await lister.ReadAsync(VendorQueries.SpendLimits, AdminPageReader.ReadSpendLimits, cancellationToken);
            tally.Add(list);
            await connections.WriteLimitsAsync(connection.Id, [.. list.Rows.Select(r => r.Row)], list.WholeAsOfMs is not null, Now(), cancellationToken);
            skew = lister.SkewMs ?? skew;
        }

        await connections.NoteAsync(Note(connection.Id, number, started, skew, before, tally), CancellationToken.None);
        return new VendorPullResult(tally.Rows, tally.Days, tally.Issues.Count, tally.Problem);
    }

    /// <summary>Asks for one row of a report, to see whether the key is taken. What is wrong, or null.</summary>
    public async Task<string?> TryAsync(VendorConnection connection, VendorReads one, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var session = api.Open(connection);
        var day = VendorReports.DayOf(Now()).AddDays(-2);
        var answer = await session.GetAsync(VendorWords.ReportOf(one) is { } report ? VendorQueries.Of(report, day, day.AddDays(1), null) : VendorQueries.SpendLimits(null), cancellationToken);
        return answer switch
        {
            VendorAnswer.Page { Body: var body } => (VendorWords.ReportOf(one) is { } read ? Problem(AdminPageReader.ReadReport(read, body)) : Problem(AdminPageReader.ReadSpendLimits(body))),
            VendorAnswer.Refused { Words: var words } => words,
            VendorAnswer.Failing { Words: var words } => words,
            VendorAnswer.Busy => "The vendor allows no more requests for now (429). Try it in a minute.",
            _ => "The vendor says that the page has expired (410).",
        };

        static string? Problem<T>(AdminPage<T> page) => page.IsReadable ? null : "The answer is not one of this report: " + (page.Issues[^1].Field.Length > 0 ? $"{page.Issues[^1].Field} {page.Issues[^1].Reason}." : page.Issues[^1].Reason);
    }

    private async Task PullReportAsync(VendorConnection connection, VendorReportKind report, DateOnly today, VendorPullRow? before, VendorLister lister, Tally tally, CancellationToken cancellationToken)
    {
        var from = await FromAsync(connection.Id, report, today, before, cancellationToken);
        var most = VendorQueries.MostDays(report);

        // The newest days first: when a pull is cut short, people have today.
        for (var until = today.AddDays(1); until > from; until = until.AddDays(-most))
        {
            var first = until.AddDays(-most) < from ? from : until.AddDays(-most);
            var list = Within(first, until, await lister.ReadAsync(page => VendorQueries.Of(report, first, until, page), body => AdminPageReader.ReadReport(report, body), cancellationToken));
            tally.Add(list);
            var rows = list.Rows.ToLookup(r => r.Row.Day);
            for (var day = first; day < until; day = day.AddDays(1))
            {
                tally.Days += await days.WriteAsync(connection.Id, report, day, [.. rows[day]], list.WholeAsOfMs, Now(), cancellationToken);
            }

            if (list.Problem is not null)
            {
                return;
            }
        }
    }

    /// <summary>The first day to ask for: 30 days ago, or the first day that was not final when it was last pulled.</summary>
    private async Task<DateOnly> FromAsync(int connectionId, VendorReportKind report, DateOnly today, VendorPullRow? before, CancellationToken cancellationToken)
    {
        var from = today.AddDays(-VendorReports.DaysPulledAgain);
        if (before?.DoneAtMs is not { } doneAt)
        {
            from = today.AddDays(1 - FirstDays);
        }
        else
        {
            var marks = (await database.VendorReport.MarksAsync(connectionId, report, cancellationToken)).ToDictionary(m => m.Day, m => m.RefreshedAtMs);
            var done = VendorReports.DayOf(doneAt + before.SkewMs);
            for (var day = (done < today ? done : today).AddDays(-DaysNotFinal); day < from; day = day.AddDays(1))
            {
                if (!marks.TryGetValue(day, out var mark) || VendorReports.IsProvisional(report, day, mark))
                {
                    from = day;
                }
            }
        }

        var earliest = VendorQueries.Earliest(report, today);
        return from < earliest ? earliest : from;
    }

    /// <summary>A row of a day that was not asked for is refused: nothing says whether that day is whole.</summary>
    private static VendorList<VendorFigure> Within(DateOnly first, DateOnly until, VendorList<VendorFigure> list) => list.Rows.All(r => r.Row.Day >= first && r.Row.Day < until) ? list
        : list with
        {
            Rows = [.. list.Rows.Where(r => r.Row.Day >= first && r.Row.Day < until)],
            Issues = [.. list.Issues, new AdminIssue("data", "has a day that was not asked for")],
        };

    private VendorPullRow Note(int connectionId, int number, long started, long skew, VendorPullRow? before, Tally tally) => new()
    {
        ConnectionId = connectionId,
        Report = number,
        StartedAtMs = started,
        DoneAtMs = tally.Problem is null ? Now() : before?.DoneAtMs,
        RefreshedAtMs = tally.AsOfMs is { } asOf && !(before?.RefreshedAtMs > asOf) ? asOf : before?.RefreshedAtMs,
        SkewMs = skew,
        Problem = tally.Problem,
        RowsRead = tally.Problem is null ? tally.Rows : before?.RowsRead ?? 0,
        Issues = tally.Issues.Count,
        IssuesJson = tally.Issues.Count == 0 ? null : JsonSerializer.Serialize(tally.Issues.Take(MostIssuesKept)),
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed class Tally
    {
        public long Rows { get; private set; }

        public VendorDayResult Days { get; set; }

        public List<AdminIssue> Issues { get; } = [];

        public long? AsOfMs { get; private set; }

        public string? Problem { get; private set; }

        public void Add<T>(VendorList<T> list)
        {
            Rows += list.Rows.Count;
            Issues.AddRange(list.Issues);
            Problem = list.Problem;
            AsOfMs = list.AsOfMs > 0 ? Math.Max(AsOfMs ?? 0, list.AsOfMs) : AsOfMs;
        }
    }
}
