using Dashboard.Credits.Admission;

namespace Dashboard.Storage.Gate;

/// <summary>What became of a wish to reserve.</summary>
public abstract record ReserveResult
{
    private ReserveResult()
    {
    }

    /// <summary>It is held.</summary>
    /// <param name="Reservation">The reservation.</param>
    /// <param name="Answer">What the gate says to the run.</param>
    /// <param name="IsNew">False: the idempotency key was known, and this is the reservation it made.</param>
    public sealed record Made(Reservation Reservation, AdmissionAnswer Answer, bool IsNew) : ReserveResult;

    /// <summary>The run may not start, so nothing is held.</summary>
    /// <param name="Answer">Why.</param>
    public sealed record Refused(AdmissionAnswer Answer) : ReserveResult;

    /// <summary>The seat or the key holds too many already.</summary>
    public sealed record TooMany : ReserveResult;

    /// <summary>The idempotency key was used for something else.</summary>
    public sealed record KeyReused : ReserveResult;
}
