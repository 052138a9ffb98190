using Dashboard.Credits.Runbook;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Web.Mail;

/// <summary>Kinds of mail in words, and which kind a letter is.</summary>
public static class MailKinds
{
    /// <summary>All kinds that can be turned off, in the order of the page, with what they are.</summary>
    public static IReadOnlyList<(MailKind Kind, string Name, string About)> All { get; } =
    [
        (MailKind.StageAlerts, "Stage alerts", "a seat reached a stage such as 80% or 95%, or its credit is gone"),
        (MailKind.ProjectedExhaustion, "Projected exhaustion", "a seat will probably run out of credit in its cycle"),
        (MailKind.Recovered, "Recovered", "a seat left a stage again"),
        (MailKind.Credit, "Credit", "credit waits for a claim, or expires soon"),
        (MailKind.Approvals, "Approval requests", "somebody asks for overage that you may approve"),
        (MailKind.Digest, "Digest", "your figures, daily or weekly"),
        (MailKind.MonthEnd, "Month-end summary", "the ledger of the month that ended, for finance"),
    ];

    /// <summary>The kind's name.</summary>
    public static string NameOf(MailKind kind) => All.FirstOrDefault(k => k.Kind == kind).Name ?? "System mails";

    /// <summary>The kind of a letter. One that tells of several is what most of it is about.</summary>
    public static MailKind Of(Letter letter) => letter switch
    {
        StageLetter stages when stages.Lines.All(l => l.Move is StageMove.Recovered) => MailKind.Recovered,
        StageLetter stages when stages.Lines.Where(l => l.Move is not StageMove.Recovered).All(l => l.StageKind is StageKind.ProjectedToExhaust) => MailKind.ProjectedExhaustion,
        StageLetter => MailKind.StageAlerts,
        CreditLetter => MailKind.Credit,
        ApprovalLetter => MailKind.Approvals,
        DigestLetter => MailKind.Digest,
        MonthEndLetter => MailKind.MonthEnd,
        _ => MailKind.System,
    };
}
