"""The sampler: a customer's words and the offline draft for every card and every branch of its conditions."""
