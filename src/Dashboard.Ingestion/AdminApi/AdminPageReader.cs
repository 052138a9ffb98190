using System.Collections.Immutable;
using System.Text.Json;
using Dashboard.Credits.Vendor;

namespace Dashboard.Ingestion.AdminApi;

/// <summary>Reads pages of the vendor's admin APIs: never throws for any bytes, and names the field of what it refuses.</summary>
public static class AdminPageReader
{
    /// <summary>The most bytes a page may have.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The most rows a page may have: ten times what may be asked for.</summary>
    public const int MaxRows = 10_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>Reads one page of a report.</summary>
    public static AdminPage<VendorFigure> ReadReport(VendorReportKind report, ReadOnlyMemory<byte> body) => Read<VendorFigure>(body, (json, path, rows, issues) =>
    {
        switch (report)
        {
            case VendorReportKind.ClaudeCode: ClaudeCodeRows.Read(json, path, rows, issues); break;
            case VendorReportKind.MessagesUsage: ConsoleRows.ReadUsage(json, path, rows, issues); break;
            case VendorReportKind.Cost: ConsoleRows.ReadCost(json, path, rows, issues); break;
            case VendorReportKind.EnterpriseCost: EnterpriseRows.ReadCost(json, path, rows, issues); break;
            case VendorReportKind.EnterpriseUsage: EnterpriseRows.ReadUsage(json, path, rows, issues); break;
        }
    });

    /// <summary>Reads one page of the spend limits that hold.</summary>
    public static AdminPage<VendorSpendLimit> ReadSpendLimits(ReadOnlyMemory<byte> body) => Read<VendorSpendLimit>(body, EnterpriseRows.ReadLimit);

    private static AdminPage<T> Read<T>(ReadOnlyMemory<byte> body, Action<JsonElement, string, ImmutableArray<T>.Builder, ImmutableArray<AdminIssue>.Builder> readRow)
    {
        var rows = ImmutableArray.CreateBuilder<T>();
        var issues = ImmutableArray.CreateBuilder<AdminIssue>();
        if (body.Length > MaxBytes)
        {
            return Unreadable<T>(new AdminIssue("", "The answer is longer than 16 MB."));
        }

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            var page = new AdminObject(document.RootElement, "");
            if (page.Issue is not null)
            {
                return Unreadable<T>(new AdminIssue("", "The answer is not a JSON object."));
            }

            var place = 0;
            foreach (var (json, path) in page.List("data"))
            {
                if (++place > MaxRows)
                {
                    page.Refuse("data", $"has more than {MaxRows} rows");
                    break;
                }

                readRow(json, path, rows, issues);
            }

            if (page.Issue is { } unreadable)
            {
                return Unreadable<T>(unreadable);
            }

            return Complete(page, rows.DrainToImmutable(), issues);
        }
        catch (JsonException)
        {
            return Unreadable<T>(new AdminIssue("", "The answer is not JSON, or is nested more than 16 deep."));
        }
    }

    private static AdminPage<T> Complete<T>(AdminObject page, ImmutableArray<T> rows, ImmutableArray<AdminIssue>.Builder issues)
    {
        var hasMore = page.FlagOrNull("has_more");
        if (hasMore is null)
        {
            page.Refuse("has_more", "is missing");
        }

        var next = hasMore == true ? page.Text("next_page") : "";
        var refreshed = page.InstantOrNull("data_refreshed_at");
        if (page.Issue is { } issue)
        {
            issues.Add(issue);
        }

        // Without knowing whether more follows, nothing may be concluded from what a page lacks.
        return new AdminPage<T>(rows, issues.DrainToImmutable(), page.Issue is null, hasMore == true, next.Length > 0 ? next : null, refreshed);
    }

    private static AdminPage<T> Unreadable<T>(AdminIssue issue) => new([], [issue], IsReadable: false, HasMore: false, null, null);
}
