namespace Dashboard.Web.Features.Runbook;

/// <summary>A silence, finished.</summary>
public sealed record SilenceRow(long Id, string Covers, string From, string End, bool IsOn, string By, string Reason, string HeldBack, bool MayEnd);
