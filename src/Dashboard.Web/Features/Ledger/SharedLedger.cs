using System.Globalization;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Dashboard.Web.Sharing;

namespace Dashboard.Web.Features.Ledger;

/// <summary>The ledger of one month on a shared link, by what it was shared by.</summary>
internal sealed class SharedLedger(LedgerDesk desk) : ISharedPage
{
    public ShareKind Kind => ShareKind.Ledger;

    public async Task<SharedContent?> ReadAsync(OpenedShare share, string path, int? page) => await ViewAsync(share) is { } view
        ? new SharedContent(
            "Ledger", [Show.Month(view.Month.Month), "cycles that start in this month", view.Programme], view.Now, view.Zone,
            SharedContent.Of<LedgerBody>((nameof(LedgerBody.View), view), (nameof(LedgerBody.Page), page), (nameof(LedgerBody.PageHref), (Func<int, string>)(other => $"{path}?page={other}"))),
            HasFile: true)
        : null;

    /// <summary>Without the e-mails of seats, which the page does not show either.</summary>
    public async Task<SharedFile?> FileAsync(OpenedShare share)
    {
        if (await ViewAsync(share) is not { } view)
        {
            return null;
        }

        var month = view.Month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var by = LedgerWords.Slug(view.Grouping);
        return new SharedFile(
            $"ledger-{month}-{by}.csv", LedgerEndpoints.Summary(view, withEmails: false),
            AuditEvent.OfExport(share.Actor, "ledger", view.Lines.Count + 1, ("month", month), ("by", by), ("link", share.Id.ToString(CultureInfo.InvariantCulture))));
    }

    private async Task<LedgerView?> ViewAsync(OpenedShare share) =>
        await desk.ReadAsync(share.What.FirstDay, LedgerEndpoints.GroupingOf(share.What.GroupedBy), share.As) is { } view && view.Month.Month == share.What.FirstDay ? view : null;
}
