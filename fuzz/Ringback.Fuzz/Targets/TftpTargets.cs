using System.Text;
using Ringback.Files.Text;
using Ringback.Phones.Identification;
using Ringback.Wire.Tftp;

namespace Ringback.Fuzz.Targets;

/// <summary>TFTP: its packets, and the two machines of the server.</summary>
internal static class TftpTargets
{
    // A machine that nobody answers must come to its end by itself.
    private const int MostSilences = 64;

    private static readonly TftpLimits Limits = new();
    private static readonly byte[] Buffer = new byte[2 * TftpRequest.MaximumLength];

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("tftp-packet", Packet, Packets)
        {
            SmokeRuns = 120_000, Words = ["octet", "netascii", "blksize", "tsize", "windowsize", "timeout"],
        },
        new("tftp-delivery", Deliver, Deliveries) { SmokeRuns = 80_000, LongestInput = 4_096 },
        new("tftp-receipt", Receive, Deliveries) { SmokeRuns = 80_000, LongestInput = 4_096 },
    ];

    private static void Packet(FuzzRun run)
    {
        bool isRead = TftpPacket.TryRead(run.Input, out TftpPacket packet, out TftpMalformation why);
        FuzzRun.Hold(isRead == (why == TftpMalformation.None), "a packet that is not read has a reason");
        run.Saw(why);
        if (!isRead) return;
        run.Saw(packet.Opcode);
        switch (packet.Opcode)
        {
            case TftpOpcode.ReadRequest or TftpOpcode.WriteRequest:
                if (packet.TryReadRequest(out TftpRequest request, out why)) Request(run, request);
                run.Saw(why);
                break;
            case TftpOpcode.OptionAcknowledgement:
                packet.TryReadOptions(out IReadOnlyList<TftpOption> options, out why);
                FuzzRun.AtMost(options.Count, TftpRequest.MaximumOptions, "options");
                run.Saw(why);
                break;
            case TftpOpcode.Error:
                int length = TftpWriter.WriteError(Buffer, packet.ErrorCode, packet.ErrorMessage);
                FuzzRun.AtMost(length, TftpWriter.SmallPacketLength, "bytes of an ERROR");
                FuzzRun.Hold(!VisibleText.Show(packet.ErrorMessage).Any(char.IsControl), "what is shown can be seen");
                break;
        }
    }

    private static void Request(FuzzRun run, TftpRequest request)
    {
        int length = TftpWriter.WriteRequest(Buffer, request);
        FuzzRun.Hold(TftpPacket.TryRead(Buffer.AsSpan(0, length), out TftpPacket again, out _)
            && again.TryReadRequest(out TftpRequest same, out _) && same.FileName == request.FileName
            && same.Mode == request.Mode && same.Options.SequenceEqual(request.Options),
            "a request is read as written");
        bool agrees = request.IsWrite
            ? TftpNegotiation.TryAgreeWrite(request.Options, Limits, out TftpTerms terms)
            : TftpNegotiation.TryAgree(request.Options, run.Input.Length, Limits, out terms);
        run.Saw(agrees ? terms.Agreed.Count : -1);
        FuzzRun.Hold(terms.BlockSize is >= 8 and <= 65_464 && terms.WindowSize is >= 1 and <= 64, "terms are in range");
        if (agrees)
        {
            length = TftpWriter.WriteOptionAcknowledgement(Buffer, terms.Agreed);
            FuzzRun.Hold(length == TftpWriter.LengthOf(terms.Agreed), "the length of an OACK is known before");
            FuzzRun.AtMost(length, TftpWriter.SmallPacketLength, "bytes of an OACK");
        }

        run.Saw(RequestedFile.Recognise(request.FileName).Kind);
        FuzzRun.Hold(!VisibleText.Show(request.FileName).Any(char.IsControl), "a name that is shown can be seen");
    }

    private static TftpTerms Terms(ref Script script)
    {
        int form = script.Byte();
        if (form % 3 == 0) return TftpTerms.Plain with { WrapsToOne = form % 2 == 0 };
        List<TftpOption> asked = [new(TftpOption.BlockSize, $"{8 + (script.Number() % 65_457)}")];
        if (form % 3 == 2) asked.Add(new TftpOption(TftpOption.WindowSize, $"{1 + (script.Byte() % 100)}"));
        if (form % 5 == 0) asked.Add(new TftpOption(TftpOption.Timeout, $"{1 + script.Byte() % 255}"));
        FuzzRun.Hold(TftpNegotiation.TryAgree(asked, 1, Limits, out TftpTerms terms), "sound options are agreed");
        return terms;
    }

    private static void Deliver(FuzzRun run)
    {
        Script script = new(run.Input);
        TftpTerms terms = Terms(ref script);
        long length = (long)script.Number() * script.Number();
        int asked = 20 + script.Byte();
        TimeSpan now = TimeSpan.FromHours(1);
        TftpTiming timing = new();
        TftpDelivery delivery = TftpDelivery.Begin(terms, length, timing, now, out TftpEffect effect, asked);
        int packetsBefore = effect.Action == TftpAction.Wait ? 0 : 1;
        for (int step = 0; delivery.Ending == TftpEnding.None; step++)
        {
            bool isSilent = script.IsOver;
            if (isSilent) FuzzRun.AtMost(step, run.Input.Length + MostSilences, "steps of a delivery to nobody");
            long before = delivery.AcknowledgedBlock;
            int kind = isSilent ? 255 : script.Byte();
            if (kind >= 240) now = Max(now, delivery.Deadline);
            else now += TimeSpan.FromMilliseconds(kind);
            delivery = kind switch
            {
                >= 240 => delivery.Elapsed(now, out effect),
                239 => delivery.PeerFailed(out effect),
                >= 128 => delivery.Acknowledge(script.Number(), now, out effect),
                _ => delivery.Acknowledge(
                    (ushort)(delivery.WireBlock(delivery.AcknowledgedBlock) + script.Byte()), now, out effect),
            };
            FuzzRun.Hold(delivery.AcknowledgedBlock >= before && delivery.AcknowledgedBlock <= delivery.SentBlock
                && delivery.SentBlock <= delivery.BlockCount, "blocks go forward, and not beyond the end");
            if (effect.Action == TftpAction.SendBlocks)
            {
                FuzzRun.AtMost(effect.Count, terms.WindowSize, "blocks that are sent at once");
                FuzzRun.Hold(effect.First >= 1 && effect.First + effect.Count - 1 <= delivery.BlockCount,
                    "only blocks of the file are sent");
            }

            if (!delivery.PeerHasAnswered && effect.Action is TftpAction.SendBlocks or TftpAction.SendOptions)
                FuzzRun.AtMost(++packetsBefore, timing.SendsBeforeFirstAnswer, "sends to somebody who never answered");
        }

        run.Saw(delivery.Ending);
        run.Saw(Math.Min(delivery.Retransmissions, 20));
    }

    private static void Receive(FuzzRun run)
    {
        Script script = new(run.Input);
        TftpTerms terms = Terms(ref script);
        TimeSpan now = TimeSpan.FromHours(1);
        TftpReceipt receipt = TftpReceipt.Begin(terms, new TftpTiming(), now, out TftpReceiptEffect effect, 40);
        long kept = 0;
        for (int step = 0; receipt.Ending == TftpReceiptEnding.None || !script.IsOver; step++)
        {
            bool isSilent = script.IsOver;
            if (isSilent) FuzzRun.AtMost(step, run.Input.Length + MostSilences, "steps of a receipt from nobody");
            int kind = isSilent ? 255 : script.Byte(), length = kind % 7 == 0 ? script.Number() : terms.BlockSize;
            now = kind >= 250 ? Max(now, receipt.Deadline) : now + TimeSpan.FromMilliseconds(kind);
            TftpReceiptEnding before = receipt.Ending;
            receipt = kind switch
            {
                >= 250 => receipt.Elapsed(now, out effect),
                249 => receipt.PeerFailed(out effect),
                >= 128 => receipt.TakeData(script.Number(), length, now, out effect),
                _ => receipt.TakeData(receipt.WireBlock(receipt.ReceivedBlock + 1), length, now, out effect),
            };
            if (effect.Keep)
            {
                kept += length;
                FuzzRun.Hold(before == TftpReceiptEnding.None, "nothing is kept behind the end");
                FuzzRun.AtMost(length, terms.BlockSize, "bytes of a block");
            }

            FuzzRun.Hold(receipt.ReceivedBytes == kept, "what is counted is what is kept");
            FuzzRun.Hold(receipt.AcknowledgedBlock <= receipt.ReceivedBlock, "only what is here is acknowledged");
        }

        run.Saw(receipt.Ending);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static IEnumerable<byte[]> Packets() =>
    [
        Text("\0\x01OS79XX.TXT\0octet\0"),
        Text("\0\x01SEP000E84C060A6.cnf.xml\0octet\0tsize\00\0blksize\01428\0timeout\06\0windowsize\04\0"),
        Text("\0\x02log.txt\0netascii\0tsize\0100\0"),
        [0, 3, 0xff, 0xfe, 0, 0xff, 0x7f],
        [0, 4, 0x80, 1],
        Text("\0\x05\0\x01File not found\0"),
        Text("\0\x06blksize\01428\0tsize\0756524\0"),
    ];

    private static IEnumerable<byte[]> Deliveries() =>
    [
        [0, 0, 10, 1, 0, 30, 100, 1, 100, 1, 100, 1],
        [1, 5, 0x94, 0, 200, 0, 99, 40, 100, 0, 100, 1, 100, 1, 255, 100, 1, 100, 0, 100, 0],
        [2, 5, 0x94, 15, 0, 200, 0, 99, 40, 100, 0, 100, 8, 10, 8, 255, 255, 10, 0, 10, 2, 239],
        [10, 2, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255],
        [3, 1, 0, 1, 0, 0, 7, 0, 100, 7, 1, 0, 250, 255, 130, 0, 2, 130, 0, 1],
    ];

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
