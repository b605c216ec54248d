using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ringback.Phones.Events;
using SQLitePCL;

namespace Ringback.Journal.Sqlite;

/// <summary>Writes batches of events, each in one transaction: a batch is in the journal whole or not at all.</summary>
/// <remarks>
/// One statement is prepared once and fed with UTF-8 from one buffer. The provider's own commands cost more than
/// SQLite does: they look every parameter up by its name, and make a string and a copy of every value.
/// </remarks>
internal sealed class EventWriter : IDisposable
{
    private const string Insert = "INSERT INTO events (at, kind, mac, address, body) VALUES (?, ?, ?, ?, ?)";

    // The longest value beside the body is an IPv6 address with its zone; a moment has 28 characters.
    private const int LongestValue = 128;

    private readonly SqliteConnection _connection;
    private readonly ArrayBufferWriter<byte> _body = new(1024);
    private readonly Utf8JsonWriter _json;
    private sqlite3_stmt? _insert;

    /// <summary>Takes over an open connection.</summary>
    public EventWriter(SqliteConnection connection)
    {
        _connection = connection;
        _json = new Utf8JsonWriter(_body, EventJson.WriterOptions);
    }

    /// <summary>The open journal, for what is written besides events.</summary>
    public SqliteConnection Connection => _connection;

    /// <summary>A moment in the <c>at</c> column: UTC and of fixed width, so that text order is time order.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Writes one batch.</summary>
    /// <exception cref="SqliteException">Nothing of the batch was written.</exception>
    public void Write(IReadOnlyList<PhoneEvent> batch)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        // Prepared inside the first transaction: a table that is missing is then a failed batch like any other.
        sqlite3_stmt insert = _insert ??= Prepare();
        for (int i = 0; i < batch.Count; i++) Write(insert, batch[i]);
        transaction.Commit();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _json.Dispose();
        _insert?.Dispose();
        _connection.Dispose();
    }

    private sqlite3_stmt Prepare()
    {
        Check(raw.sqlite3_prepare_v2(_connection.Handle!, Insert, out sqlite3_stmt insert));
        return insert;
    }

    private void Write(sqlite3_stmt insert, PhoneEvent e)
    {
        Span<byte> value = stackalloc byte[LongestValue];
        e.At.UtcDateTime.TryFormat(value, out int length, "O", CultureInfo.InvariantCulture);
        Check(raw.sqlite3_bind_text(insert, 1, value[..length]));
        Check(raw.sqlite3_bind_text(insert, 2, EventKinds.Utf8Of(e)));
        if (e.Mac is { } mac)
        {
            mac.TryFormat(value, out length);
            Check(raw.sqlite3_bind_text(insert, 3, value[..length]));
        }
        else
        {
            Check(raw.sqlite3_bind_null(insert, 3));
        }

        if (e.Address is { } address)
        {
            address.TryFormat(value, out length);
            Check(raw.sqlite3_bind_text(insert, 4, value[..length]));
        }
        else
        {
            Check(raw.sqlite3_bind_null(insert, 4));
        }

        _body.ResetWrittenCount();
        _json.Reset();
        EventJson.Write(_json, e);
        Check(raw.sqlite3_bind_text(insert, 5, _body.WrittenSpan));
        int result = raw.sqlite3_step(insert);
        // Also after a failure: a statement that is not reset holds the transaction open.
        raw.sqlite3_reset(insert);
        if (result != raw.SQLITE_DONE) Check(result);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, _connection.Handle!);
    }
}
