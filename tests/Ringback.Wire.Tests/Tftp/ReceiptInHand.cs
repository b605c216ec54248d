using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

/// <summary>A receipt, the time, and what the last step asked for.</summary>
internal sealed class ReceiptInHand
{
    private TftpReceiptEffect _effect;

    internal ReceiptInHand(TftpTerms? terms = null, TftpTiming? timing = null, int requestLength = int.MaxValue)
    {
        Receipt = TftpReceipt.Begin(
            terms ?? TftpTerms.Plain, timing ?? new TftpTiming(), Now, out _effect, requestLength);
    }

    internal TftpReceipt Receipt { get; private set; }

    internal TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    /// <summary>What the last step asked for: "wait", "options", "ack 3", "end"; or "keep ack 3".</summary>
    internal string Effect => (_effect.Keep ? "keep " : "") + _effect.Action switch
    {
        TftpReceiptAction.Wait => "wait",
        TftpReceiptAction.SendOptions => "options",
        TftpReceiptAction.Acknowledge => $"ack {_effect.Block}",
        _ => "end",
    };

    internal TimeSpan Patience => Receipt.Deadline - Now;

    internal ReceiptInHand After(double milliseconds)
    {
        Now += TimeSpan.FromMilliseconds(milliseconds);
        return this;
    }

    internal string Data(long block, int? length = null)
    {
        Receipt = Receipt.TakeData(
            Receipt.WireBlock(block), length ?? Receipt.Terms.BlockSize, Now, out _effect);
        return Effect;
    }

    /// <summary>Takes the blocks up to and with <paramref name="last"/>, each after 10 ms.</summary>
    internal ReceiptInHand DataTo(long last)
    {
        while (Receipt.ReceivedBlock < last) After(10).Data(Receipt.ReceivedBlock + 1);
        return this;
    }

    internal string Silence()
    {
        Now = Receipt.Deadline;
        return Elapse();
    }

    internal string Elapse()
    {
        Receipt = Receipt.Elapsed(Now, out _effect);
        return Effect;
    }

    internal string Fail()
    {
        Receipt = Receipt.PeerFailed(out _effect);
        return Effect;
    }

    /// <summary>Silence until the receipt gives up; returns the packets that were sent meanwhile.</summary>
    internal int SilenceToTheEnd()
    {
        int sent = 0;
        while (Silence() != "end")
        {
            Assert.NotEqual("wait", Effect);
            Assert.True(++sent < 1000, "the receipt never gives up");
        }

        return sent;
    }
}
