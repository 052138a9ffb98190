using Dashboard.Credits.Admission;

namespace Dashboard.Web.Features.Gate;

/// <summary>What the gate says, in a sentence for people.</summary>
internal static class GateWords
{
    /// <summary>Why, in one sentence.</summary>
    public static string Of(AdmissionAnswer answer) => answer.Reason switch
    {
        AdmissionReason.Ok => "There is credit.",
        AdmissionReason.Off => "No programme is in force in this cycle, so every run is allowed.",
        AdmissionReason.Shadow => "The programme runs as if it were live: every run is allowed.",
        AdmissionReason.Overage => "The credit does not cover it; overage is on and its cap has room.",
        AdmissionReason.StageWarns => $"The stage {answer.StageId} is entered and warns.",
        AdmissionReason.StageFallback => $"The stage {answer.StageId} is entered: runs use {answer.Model}.",
        AdmissionReason.SlowDown => answer.RetryAfterSeconds is { } seconds ? $"The stage {answer.StageId} asks for a wait of {seconds} seconds before each run. Credit is not the reason." : $"The stage {answer.StageId} slows runs down, and this one has waited.",
        AdmissionReason.StageDenies => $"The stage {answer.StageId} stops runs although credit is left.",
        AdmissionReason.OutOfCredit => "Nothing is left in this cycle, and overage is off.",
        AdmissionReason.EstimateExceedsBalance => "The estimate is more than what is left, and overage is off.",
        AdmissionReason.OverCap => "Overage is on, and its cap has no room for it.",
        AdmissionReason.HeldByReservations => "There would be room, but other runs hold it.",
        AdmissionReason.Unclaimed => "The credit was not claimed, so there is none.",
        AdmissionReason.NotEligible => "The plan has no allowance in the programme.",
        AdmissionReason.InactiveSeat => "The seat was not active when the cycle began.",
        AdmissionReason.StaleData => "The seat's sources are silent beyond their window.",
        AdmissionReason.NoData => "There are no figures of the running cycle.",
        AdmissionReason.DeadMan => "Usage or evaluation stays away beyond its window.",
        AdmissionReason.UnknownSeat => "No seat has this e-mail.",
    };

    /// <summary>The decision in words.</summary>
    public static string Of(AdmissionDecision decision) => decision switch
    {
        AdmissionDecision.Allow => "Allow",
        AdmissionDecision.AllowOverage => "Allow as overage",
        AdmissionDecision.Warn => "Warn",
        AdmissionDecision.Fallback => "Fallback model",
        AdmissionDecision.Throttle => "Throttle",
        AdmissionDecision.Deny => "Deny",
    };
}
