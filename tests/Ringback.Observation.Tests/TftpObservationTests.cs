using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Wire.Tftp;

namespace Ringback.Observation.Tests;

/// <summary>From requests and transfers to events.</summary>
public sealed class TftpObservationTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly IPEndPoint Phone = new(IPAddress.Parse("192.0.2.40"), 51_000);

    [Fact]
    public void A_made_file_is_told_with_its_length_its_hash_and_the_reason()
    {
        Serve made = new()
        {
            Content = new MadeContent("P0S3-8-12-00"u8.ToArray()), Name = "OS79XX.TXT", Because = "it was made",
        };

        FileAsked asked = TftpObservation.Asked(Phone, "os79xx.txt", ["blksize=512"], made, At);

        Assert.Equal((AskOutcome.Served, "os79xx.txt", "OS79XX.TXT", 12L, "it was made"),
            (asked.Outcome, asked.Name, asked.Served, asked.Length!.Value, asked.Because));
        Assert.Equal((At, Phone.Address, Phone.Port, 64),
            (asked.At, asked.Address, asked.Port, asked.Sha256!.Length));
        Assert.Equal(["blksize=512"], asked.Options);
    }

    [Fact]
    public void What_is_not_here_and_what_is_refused_are_two_things()
    {
        Assert.Equal(AskOutcome.NotHere,
            TftpObservation.Asked(Phone, "x", [], new NotHere { Because = "no" }, At).Outcome);
        Assert.Equal(AskOutcome.Refused,
            TftpObservation.Asked(Phone, "x", [], new Refused { Because = "no" }, At).Outcome);
    }

    [Theory]
    [InlineData(TftpOutcome.Delivered, TransferOutcome.Delivered)]
    [InlineData(TftpOutcome.Unconfirmed, TransferOutcome.Unconfirmed)]
    [InlineData(TftpOutcome.Stalled, TransferOutcome.Stalled)]
    [InlineData(TftpOutcome.NeverAnswered, TransferOutcome.NeverAnswered)]
    [InlineData(TftpOutcome.PeerError, TransferOutcome.PhoneError)]
    [InlineData(TftpOutcome.Replaced, TransferOutcome.Restarted)]
    [InlineData(TftpOutcome.Stopped, TransferOutcome.Stopped)]
    [InlineData(TftpOutcome.OptionsRefused, TransferOutcome.OptionsRefused)]
    [InlineData(TftpOutcome.Changed, TransferOutcome.FileChanged)]
    public void Each_end_of_a_transfer_has_its_word(TftpOutcome outcome, TransferOutcome told)
    {
        TransferEnded ended = TftpObservation.Ended(Phone, Request("SIP000E84C060A6.cnf"), Report(outcome), At);

        Assert.Equal((told, 1000L, 2.5, 400.0),
            (ended.Outcome, ended.Bytes, ended.Seconds, ended.BytesPerSecond!.Value));
        Assert.Equal(MacAddress.Parse("000E84C060A6"), ended.Mac);
    }

    [Theory]
    [InlineData(TftpOutcome.Delivered, null, UploadOutcome.Received)]
    [InlineData(TftpOutcome.NotKept, TftpErrorCode.DiskFull, UploadOutcome.DiskFull)]
    [InlineData(TftpOutcome.NotKept, TftpErrorCode.FileExists, UploadOutcome.Exists)]
    [InlineData(TftpOutcome.NotKept, null, UploadOutcome.Refused)]
    [InlineData(TftpOutcome.TooLarge, null, UploadOutcome.TooLarge)]
    [InlineData(TftpOutcome.NeverAnswered, null, UploadOutcome.Stalled)]
    public void Each_end_of_an_upload_has_its_word(TftpOutcome outcome, TftpErrorCode? code, UploadOutcome told) =>
        Assert.Equal(told,
            TftpObservation.Received(Phone, Request("a"), Report(outcome) with { Code = code }, At).Outcome);

    private static TftpRequest Request(string name) => new(false, name, TftpMode.Octet, []);

    private static TftpReport Report(TftpOutcome outcome) => new()
    {
        Name = "SIP000E84C060A6.cnf",
        Outcome = outcome,
        Terms = new TftpTerms(512, 1, null, []),
        Bytes = 1000,
        Length = 1200,
        Blocks = 3,
        Retransmissions = 0,
        Duration = TimeSpan.FromSeconds(2.5),
    };
}
