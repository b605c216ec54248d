using Ringback.Wire.Tftp;

namespace Ringback.Wire.Tests.Tftp;

/// <summary>A delivery, the time, and what the last step asked for, so that a test reads as a conversation.</summary>
internal sealed class DeliveryInHand
{
    private TftpEffect _effect;

    internal DeliveryInHand(long length, TftpTerms? terms = null, TftpTiming? timing = null)
    {
        Delivery = TftpDelivery.Begin(terms ?? TftpTerms.Plain, length, timing ?? new TftpTiming(), Now, out _effect);
    }

    internal TftpDelivery Delivery { get; private set; }

    internal TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    /// <summary>What the last step asked for, in short: "wait", "options", "blocks 1+1", "end".</summary>
    internal string Effect => _effect.Action switch
    {
        TftpAction.Wait => "wait",
        TftpAction.SendOptions => "options",
        TftpAction.SendBlocks => $"blocks {_effect.First}+{_effect.Count}",
        _ => "end",
    };

    /// <summary>The silence after which the delivery wants to be called.</summary>
    internal TimeSpan Patience => Delivery.Deadline - Now;

    internal static TftpTerms Window(int size) => new(512, size, null, [new("windowsize", $"{size}")]);

    internal DeliveryInHand After(double milliseconds)
    {
        Now += TimeSpan.FromMilliseconds(milliseconds);
        return this;
    }

    internal string Acknowledge(long block)
    {
        Delivery = Delivery.Acknowledge((ushort)block, Now, out _effect);
        return Effect;
    }

    /// <summary>Acknowledges the blocks up to and with <paramref name="last"/>, each after 10 ms.</summary>
    internal DeliveryInHand AcknowledgeTo(long last)
    {
        while (Delivery.AcknowledgedBlock < last) After(10).Acknowledge(Delivery.AcknowledgedBlock + 1);
        return this;
    }

    /// <summary>Lets the time come to the deadline.</summary>
    internal string Silence()
    {
        Now = Delivery.Deadline;
        return Elapse();
    }

    /// <summary>Asks the delivery what the present time means.</summary>
    internal string Elapse()
    {
        Delivery = Delivery.Elapsed(Now, out _effect);
        return Effect;
    }

    internal string Fail()
    {
        Delivery = Delivery.PeerFailed(out _effect);
        return Effect;
    }

    /// <summary>Silence until the delivery gives up; returns the packets that were sent meanwhile.</summary>
    internal int SilenceToTheEnd()
    {
        int sent = 0, waits = 0;
        while (Silence() != "end")
        {
            // Before it gives a stranger up, it listens for a while, once.
            if (Effect == "wait") Assert.Equal(1, ++waits);
            else Assert.True(++sent < 1000, "the delivery never gives up");
        }

        return sent;
    }
}
