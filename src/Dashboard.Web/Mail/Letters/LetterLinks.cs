using System.Globalization;
using Dashboard.Web.Features;

namespace Dashboard.Web.Mail.Letters;

/// <summary>Where links in mails lead: the public address of this server and a path.</summary>
internal sealed class LetterLinks(Uri address)
{
    public Uri Overview => Of("");

    public Uri Seats => Of("seats");

    public Uri Unclaimed => Of("seats/unclaimed");

    public Uri Requests => Of("requests");

    public Uri Runbook => Of("runbook");

    public Uri Sources => Of("sources");

    public Uri Health => Of("settings/health");

    public Uri Preferences => Of("account/mail");

    public Uri Seat(string email) => email.Length > 0 ? Of(SeatWords.Href(email)) : Overview;

    /// <summary>Where a decision of the runbook is looked at and acknowledged.</summary>
    public Uri Acknowledge(long crossingId) => Of(string.Create(CultureInfo.InvariantCulture, $"runbook?alert={crossingId}"));

    public Uri Ledger(DateOnly month) => Of(string.Create(CultureInfo.InvariantCulture, $"ledger?month={month:yyyy-MM}&by=team"));

    /// <summary>A path of this server, without a slash at its start.</summary>
    public Uri Of(string path) => new($"{address.AbsoluteUri.TrimEnd('/')}/{path.TrimStart('/')}");
}
