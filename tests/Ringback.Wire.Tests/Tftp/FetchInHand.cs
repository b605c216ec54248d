using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

/// <summary>A fetch, the time, and what the last step asked for.</summary>
internal sealed class FetchInHand
{
    private TftpFetchEffect _effect;

    internal FetchInHand(TftpFetchHabits? habits = null)
    {
        Fetch = TftpFetch.Begin(habits ?? new TftpFetchHabits(), Now, out _effect);
    }

    internal TftpFetch Fetch { get; private set; }

    internal TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// What the last step asked for: "wait", "request", "new port", "ack 3", "error 11", "end"; or "keep ack 3".
    /// </summary>
    internal string Effect => (_effect.Keep ? "keep " : "") + _effect.Action switch
    {
        TftpFetchAction.Wait => "wait",
        TftpFetchAction.SendRequest => "request",
        TftpFetchAction.SendRequestFromNewPort => "new port",
        TftpFetchAction.Acknowledge => $"ack {_effect.Block}",
        TftpFetchAction.SendError => $"error {(int)_effect.Error}",
        _ => "end",
    };

    internal string Options(params TftpOption[] options)
    {
        Fetch = Fetch.TakeOptions(options, Now, out _effect);
        return Effect;
    }

    internal string Data(long block, int length = 512)
    {
        Now += TimeSpan.FromMilliseconds(10);
        Fetch = Fetch.TakeData((ushort)block, length, Now, out _effect);
        return Effect;
    }

    internal FetchInHand DataTo(long last)
    {
        while (Fetch.ReceivedBlock < last) Data(Fetch.ReceivedBlock + 1);
        return this;
    }

    internal string Error()
    {
        Fetch = Fetch.TakeError(out _effect);
        return Effect;
    }

    internal string Silence()
    {
        Now = Fetch.Deadline;
        Fetch = Fetch.Elapsed(Now, out _effect);
        return Effect;
    }

    internal string Elapse(double milliseconds)
    {
        Now += TimeSpan.FromMilliseconds(milliseconds);
        Fetch = Fetch.Elapsed(Now, out _effect);
        return Effect;
    }

    /// <summary>Silence until the fetch gives up; what it did meanwhile.</summary>
    internal List<string> SilenceToTheEnd()
    {
        List<string> done = [];
        while (Silence() != "end")
        {
            done.Add(Effect);
            Assert.True(done.Count < 1000, "the fetch never gives up");
        }

        return done;
    }
}
