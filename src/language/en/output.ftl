# What is wrong with what is made: typesetting, editions, proofs, the lock.
