using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;

namespace Dashboard.Storage.Books;

/// <summary>Snapshots in few bytes: one a day and account is kept. A state of another version is no snapshot, and the account is replayed from an earlier one.</summary>
internal static class StateCodec
{
    private const byte Version = 1;

    public static byte[] Write(AccountState state)
    {
        using var memory = new MemoryStream(96);
        using var writer = new BinaryWriter(memory);
        writer.Write(Version);
        writer.Write7BitEncodedInt64(state.AtMs);
        writer.Write7BitEncodedInt64(state.AtMs - state.CycleStartMs);
        var (f, r) = (state.Flows, state.Reasons);
        foreach (var amount in (ReadOnlySpan<Nanodollars>)[
            f.Granted, f.Consumed, f.Overage, f.Uncovered, f.Expired, f.Voided, state.CoveredUsage, state.Adjusted, state.UnclaimedUsage, state.Allowance,
            r.OverageOff, r.OverCap, r.Unclaimed, r.NotEligible, r.InactiveSeat])
        {
            writer.Write7BitEncodedInt64(amount.Value);
        }

        writer.Write7BitEncodedInt64(state.Events);
        writer.Write7BitEncodedInt64(state.LastSequence);
        writer.Write7BitEncodedInt(state.Seats.Length);
        foreach (var seat in state.Seats)
        {
            writer.Write7BitEncodedInt(seat.SeatId);
            writer.Write7BitEncodedInt64(seat.Consumed.Value);
            writer.Write7BitEncodedInt64(seat.Overage.Value);
            writer.Write7BitEncodedInt64(seat.Uncovered.Value);
        }

        return memory.ToArray();
    }

    public static AccountState? Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadByte() != Version)
        {
            return null;
        }

        var atMs = reader.Read7BitEncodedInt64();
        var startMs = atMs - reader.Read7BitEncodedInt64();
        var a = new Nanodollars[15];
        for (var i = 0; i < a.Length; i++)
        {
            a[i] = new Nanodollars(reader.Read7BitEncodedInt64());
        }

        var events = reader.Read7BitEncodedInt64();
        var sequence = reader.Read7BitEncodedInt64();
        var seats = new SeatFlows[reader.Read7BitEncodedInt()];
        for (var i = 0; i < seats.Length; i++)
        {
            seats[i] = new SeatFlows(reader.Read7BitEncodedInt(), new(reader.Read7BitEncodedInt64()), new(reader.Read7BitEncodedInt64()), new(reader.Read7BitEncodedInt64()));
        }

        return new AccountState
        {
            AtMs = atMs,
            CycleStartMs = startMs,
            Flows = new LedgerFlows { Granted = a[0], Consumed = a[1], Overage = a[2], Uncovered = a[3], Expired = a[4], Voided = a[5] },
            CoveredUsage = a[6],
            Adjusted = a[7],
            UnclaimedUsage = a[8],
            Allowance = a[9],
            Reasons = new UncoveredReasons(a[10], a[11], a[12], a[13], a[14]),
            Events = events,
            LastSequence = sequence,
            Seats = [.. seats],
        };
    }
}
